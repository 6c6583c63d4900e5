namespace Saker.Platform.Registry;

/// <summary>A picture for a card.</summary>
/// <param name="Path">Where it lies below the run's artifacts, such as <c>evaluation/roc.svg</c>.</param>
/// <param name="Svg">The SVG itself, as whoever logged it wrote it; it is shown as an image, in which nothing runs.</param>
internal sealed record CardPicture(string Path, byte[] Svg);
