using Saker.Learning.Pictures;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>How a column moved, as a picture of both distributions.</summary>
public static class DriftPicture
{
    /// <returns>SVG that stands alone.</returns>
    public static string Draw(ColumnFinding column) => DistributionPicture.Draw(
        "drift", column.Column, [.. column.Bins.Select(bin => bin.Label)], [.. column.Bins.Select(bin => bin.Reference)], [.. column.Bins.Select(bin => bin.Current)]);

    /// <summary>For a page that has rules of its own for the classes.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">Tells the picture from others on the page: letters, digits and hyphens.</param>
    public static string DrawWithin(ColumnFinding column, string name) => DistributionPicture.DrawWithin(
        name, column.Column, [.. column.Bins.Select(bin => bin.Label)], [.. column.Bins.Select(bin => bin.Reference)], [.. column.Bins.Select(bin => bin.Current)]);
}
