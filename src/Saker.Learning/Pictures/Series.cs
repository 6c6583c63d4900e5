using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>Points that belong together.</summary>
/// <param name="Name">What the legend calls them; empty leaves them out of it.</param>
/// <param name="Kind">How they are drawn.</param>
/// <param name="Colour">Which of the colours, 0 to 2.</param>
/// <param name="Points">In order; those that are not finite are left out.</param>
internal sealed record Series(string Name, SeriesKind Kind, int Colour, IReadOnlyList<CurvePoint> Points);
