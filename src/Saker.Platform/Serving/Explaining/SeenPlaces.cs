namespace Saker.Platform.Serving.Explaining;

/// <summary>Where in one picture a network saw what raised a class.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Class">The class that is explained.</param>
/// <param name="Layer">The feature map that it is of.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Width">Columns of the picture.</param>
/// <param name="CoarseHeight">Rows of the feature map.</param>
/// <param name="CoarseWidth">Columns of the feature map.</param>
/// <param name="Coarse">Zero or more at each place of the feature map, row by row, as a share of the largest.</param>
/// <param name="Map">The same drawn up to the picture.</param>
public sealed record SeenPlaces(int Row, int Class, string Layer, int Height, int Width, int CoarseHeight, int CoarseWidth, IReadOnlyList<float> Coarse, IReadOnlyList<float> Map);
