namespace Saker.Learning.Pictures;

/// <summary>A window of <see cref="PerformancePicture"/>; what is null is not drawn.</summary>
/// <param name="Name">What the window is called.</param>
/// <param name="Measured">The score on its outcomes.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Estimated">The score as it was estimated without outcomes.</param>
public sealed record ScorePoint(string Name, double? Measured, double? Low, double? High, double? Estimated);
