// Draws things: one square per thing, in which the fragment shader draws its shape with a rim. Kinds differ by shape,
// so that no meaning hangs on colour alone; sizes are in pixels of the page.
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import type { Shape } from "../types";
import { tellView, UNIFORMS, type Uniform } from "./uniforms";

export interface NodeLook extends NodeDisplayData {
  readonly shape: Shape;
  readonly rim: string;
  readonly rimWidth: number;
  readonly pinned: boolean;
}

const SHAPES: Record<Shape, number> = { dot: 0, diamond: 1, square: 2, hexagon: 3, triangle: 4, triangleDown: 5, star: 6 };

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_rimWidth;
attribute float a_pinned;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform vec2 u_page;
uniform float u_sizeRatio;

varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
varying float v_rimWidth;
varying float v_pinned;

const float opaque = 255.0 / 254.0;

void main() {
  v_radius = a_size / u_sizeRatio;
  v_at = a_corner * (v_radius * 1.4 + a_rimWidth + 2.0);
  v_shape = a_shape;
  v_rimWidth = a_rimWidth;
  v_pinned = a_pinned;
  vec2 centre = (u_matrix * vec3(a_position, 1.0)).xy;
  gl_Position = vec4(centre + v_at * 2.0 / u_page, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
  v_color.a *= opaque;
  v_rim.a *= opaque;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
varying float v_rimWidth;
varying float v_pinned;

uniform float u_pixelRatio;

float star(vec2 p) {
  float slice = 3.14159265 / 5.0;
  float turn = mod(atan(p.x, p.y) + slice, 2.0 * slice) - slice;
  vec2 folded = length(p) * vec2(cos(turn), abs(sin(turn)));
  vec2 normal = normalize(vec2(0.58 * sin(slice), 1.3 - 0.58 * cos(slice)));
  return dot(folded - vec2(1.3, 0.0), normal);
}

float outside(vec2 p) {
  vec2 a = abs(p);
  if (v_shape < 0.5) return length(p) - 1.0;
  if (v_shape < 1.5) return (a.x + a.y - 1.3) * 0.7071;
  if (v_shape < 2.5) return max(a.x, a.y) - 0.88;
  if (v_shape < 3.5) return max(a.x * 0.866 + a.y * 0.5, a.y) - 0.96;
  if (v_shape < 4.5) return max(a.x * 0.866 + p.y * 0.5, -p.y) - 0.68;
  if (v_shape < 5.5) return max(a.x * 0.866 - p.y * 0.5, p.y) - 0.68;
  return star(p);
}

void main() {
  float past = outside(v_at / v_radius) * v_radius;
  #ifdef PICKING_MODE
  if (past > max(v_rimWidth, 3.0)) discard;
  gl_FragColor = v_color;
  #else
  float soft = 0.5 / u_pixelRatio;
  float inside = 1.0 - smoothstep(-soft, soft, past - v_rimWidth);
  float core = 1.0 - smoothstep(-soft, soft, past);
  float dot = v_pinned * (1.0 - smoothstep(-soft, soft, length(v_at) - max(2.0, v_radius * 0.34)));
  vec4 drawn = mix(mix(v_rim, v_color, core), v_rim, dot);
  float alpha = drawn.a * inside;
  gl_FragColor = vec4(drawn.rgb * alpha, alpha);
  #endif
}
`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;

export class ShapeProgram extends NodeProgram<Uniform> {
  getDefinition() {
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_rimWidth", size: 1, type: FLOAT },
        { name: "a_pinned", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ],
    };
  }

  processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
    const look = data as NodeLook;
    const values = [
      look.x,
      look.y,
      look.size,
      SHAPES[look.shape],
      look.rimWidth,
      look.pinned ? 1 : 0,
      floatColor(look.color),
      floatColor(look.rim),
      index,
    ];
    this.array.set(values, start);
  }

  setUniforms(params: RenderParams, info: ProgramInfo<Uniform>): void {
    tellView(params, info);
  }
}
