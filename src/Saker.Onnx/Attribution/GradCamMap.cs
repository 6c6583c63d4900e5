namespace Saker.Onnx.Attribution;

/// <summary>Where in pictures an output saw what raised it.</summary>
/// <param name="Layer">The feature map that it is of.</param>
/// <param name="Coarse">Zero or more at each place of the feature map: [rows, height, width].</param>
/// <param name="Map">The same, drawn up to the input's places by linear interpolation: [rows, height, width].</param>
/// <param name="Indices">The class that is explained, row by row.</param>
public sealed record GradCamMap(string Layer, Tensor Coarse, Tensor Map, IReadOnlyList<int> Indices);
