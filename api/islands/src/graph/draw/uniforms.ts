// What every program of the stage is told of the camera and the page, in pixels.
import type { ProgramInfo } from "sigma/rendering";
import type { RenderParams } from "sigma/types";

export const UNIFORMS = ["u_matrix", "u_page", "u_sizeRatio", "u_pixelRatio"] as const;
export type Uniform = (typeof UNIFORMS)[number];

export function tellView(params: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
  gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  gl.uniform2f(uniformLocations.u_page, params.width, params.height);
  gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
  gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
}
