// Draws ties: a ribbon along a curve between two things, drawn through, dashed or dotted, with a head if it has a
// direction. Several ties between the same two things bend apart. What is chosen keeps its colour, which has a meaning,
// and gets a halo: a rim of ink with a strip of paper between. For the pointer each is as wide as a finger needs.
import { EdgeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import type { Pattern } from "./looks";
import { tellView, UNIFORMS, type Uniform } from "./uniforms";

export interface EdgeLook extends EdgeDisplayData {
  readonly bend: number;
  readonly pattern: Pattern;
  readonly arrow: boolean;
  /** Width of the rim on each side; 0 for none. */
  readonly halo: number;
  readonly rim: string;
  readonly ground: string;
}

const PATTERNS: Record<Pattern, number> = { solid: 0, dashed: 1, dotted: 2 };
const STEPS = 14;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec4 a_ground;
attribute vec2 a_source;
attribute vec2 a_target;
attribute vec2 a_radii;
attribute float a_width;
attribute float a_bend;
attribute float a_pattern;
attribute float a_arrow;
attribute float a_halo;
attribute vec3 a_step;

uniform mat3 u_matrix;
uniform vec2 u_page;
uniform float u_sizeRatio;

varying vec4 v_color;
varying vec4 v_rim;
varying vec4 v_ground;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_pattern;
varying float v_halo;

const float opaque = 255.0 / 254.0;

vec2 pixels(vec2 place) {
  return (u_matrix * vec3(place, 1.0)).xy * u_page * 0.5;
}

void main() {
  vec2 from = pixels(a_source);
  vec2 to = pixels(a_target);
  float chord = max(distance(from, to), 0.001);
  vec2 across = vec2(from.y - to.y, to.x - from.x) / chord;
  vec2 control = (from + to) * 0.5 + across * a_bend * chord;
  float total = chord * (1.0 + 0.667 * a_bend * a_bend);
  float head = a_arrow * (5.0 + 2.5 * a_width);
  float start = min(a_radii.x / u_sizeRatio / total, 0.45);
  float tip = max(1.0 - (a_radii.y / u_sizeRatio + 1.0) / total, 0.55);
  float base = max(tip - head / total, start);
  float t = a_step.z > 1.5 ? tip : mix(start, base, a_step.x);

  vec2 at = mix(mix(from, control, t), mix(control, to, t), t);
  vec2 along = normalize(mix(control - from, to - control, t) + vec2(0.0, 0.00001));
  vec2 normal = vec2(-along.y, along.x);

  float half_ = a_width * 0.5;
  #ifdef PICKING_MODE
  half_ = max(half_, 6.0);
  #endif
  if (a_step.z > 0.5) half_ = a_arrow > 0.5 ? half_ + 1.5 + head * 0.35 : half_;
  if (a_step.z > 1.5) half_ = a_arrow > 0.5 ? 0.0 : half_;
  float reach = half_ + a_halo * 2.0 + 1.0;
  gl_Position = vec4((at + normal * a_step.y * reach) * 2.0 / u_page, 0.0, 1.0);

  v_side = a_step.y * reach;
  v_half = half_;
  v_along = t * total;
  v_pattern = a_step.z > 0.5 ? 0.0 : a_pattern;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
  v_ground = a_ground;
  v_halo = a_halo;
  v_color.a *= opaque;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_rim;
varying vec4 v_ground;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_pattern;
varying float v_halo;

uniform float u_pixelRatio;

float within(float reach) {
  float soft = 0.5 / u_pixelRatio;
  return 1.0 - smoothstep(reach - soft, reach + soft, abs(v_side));
}

void main() {
  #ifdef PICKING_MODE
  if (abs(v_side) > v_half) discard;
  gl_FragColor = v_color;
  #else
  bool isGap = v_pattern > 1.5 ? mod(v_along, 6.0) > 2.0 : v_pattern > 0.5 && mod(v_along, 13.0) > 8.0;
  if (isGap && v_halo == 0.0) discard;
  float line = isGap ? 0.0 : v_color.a * within(v_half);
  float strip = v_halo > 0.0 ? within(v_half + v_halo) : 0.0;
  float rim = v_halo > 0.0 ? within(v_half + v_halo * 2.0) : 0.0;
  vec4 behind = vec4(mix(v_rim.rgb, v_ground.rgb, strip), 1.0) * rim;
  gl_FragColor = vec4(v_color.rgb, 1.0) * line + behind * (1.0 - line);
  #endif
}
`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;

/** Share of the way, side, and part (0 ribbon, 1 base of the head, 2 its tip) of every point of the ribbon. */
function steps(): number[][] {
  const ribbon = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  return [...ribbon.flatMap((t) => [[t, 1, 0], [t, -1, 0]]), [1, 1, 1], [1, -1, 1], [1, 1, 2], [1, -1, 2]];
}

export class RibbonProgram extends EdgeProgram<Uniform> {
  getDefinition() {
    return {
      VERTICES: steps().length,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_source", size: 2, type: FLOAT },
        { name: "a_target", size: 2, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_bend", size: 1, type: FLOAT },
        { name: "a_pattern", size: 1, type: FLOAT },
        { name: "a_arrow", size: 1, type: FLOAT },
        { name: "a_halo", size: 1, type: FLOAT },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_ground", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_step", size: 3, type: FLOAT }],
      CONSTANT_DATA: steps(),
    };
  }

  processVisibleItem(
    index: number,
    start: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    data: EdgeDisplayData,
  ): void {
    const look = data as EdgeLook;
    const values = [
      source.x,
      source.y,
      target.x,
      target.y,
      source.size,
      target.size,
      look.size,
      look.bend,
      PATTERNS[look.pattern],
      look.arrow ? 1 : 0,
      look.halo,
      floatColor(look.rim),
      floatColor(look.ground),
      floatColor(look.color),
      index,
    ];
    this.array.set(values, start);
  }

  setUniforms(params: RenderParams, info: ProgramInfo<Uniform>): void {
    tellView(params, info);
  }
}
