using Saker.Data;

namespace Saker.Learning.Scores.Clustering;

/// <summary>Rows dealt to clusters, with the rows themselves, the right groups, or both.</summary>
public sealed class ClusteringPredictions : IScoredRows<ClusteringPredictions>
{
    private readonly double[]? _features;
    private readonly int[] _clusters;
    private readonly int[]? _groups;

    /// <param name="clusters">The cluster of each row, any numbers.</param>
    /// <param name="groups">The right group of each row, any numbers; null when nobody knows it.</param>
    /// <param name="features">Row-major, rows x columns, finite: what the distances are between; null leaves the scores of shape out.</param>
    /// <param name="columnCount">Columns of the features; 0 without.</param>
    /// <exception cref="SakerException">The lengths do not fit, there is no row, or a number is not finite.</exception>
    public ClusteringPredictions(ReadOnlySpan<int> clusters, int[]? groups, double[]? features, int columnCount)
    {
        TaskRows.RequireLengths(clusters.Length, groups?.Length ?? clusters.Length, "groups");
        if (features is { } given)
        {
            if (columnCount < 1 || given.Length != (long)clusters.Length * columnCount)
                throw new SakerException(ErrorKind.InvalidInput, $"There must be one number per row and column, {clusters.Length} x {columnCount}; got {given.Length}.", "features");
            TaskRows.RequireFinite(given, columnCount, "features");
        }
        if (groups is null && features is null)
            throw new SakerException(ErrorKind.InvalidInput, "Clusters are judged by the right groups, or by the columns that they were made from; give at least one of both.", "features");
        _clusters = clusters.ToArray();
        _groups = groups;
        _features = (double[]?)features?.Clone();
        ColumnCount = columnCount;
    }

    private ClusteringPredictions(int[] clusters, int[]? groups, double[]? features, int columnCount)
    {
        _clusters = clusters;
        _groups = groups;
        _features = features;
        ColumnCount = columnCount;
    }

    public int ColumnCount { get; }

    public ReadOnlySpan<int> Clusters => _clusters;

    public bool HasGroups => _groups is not null;

    public bool HasFeatures => _features is not null;

    public int UnitCount => _clusters.Length;

    public ClusteringPredictions Take(ReadOnlySpan<int> units) => new(
        TaskRows.Pick(_clusters, units),
        _groups is null ? null : TaskRows.Pick(_groups, units),
        _features is null ? null : TaskRows.Pick(_features, ColumnCount, units),
        ColumnCount);

    /// <exception cref="SakerException">The right groups were not given.</exception>
    internal ReadOnlySpan<int> Groups => _groups ?? throw new SakerException(ErrorKind.InvalidInput, "This score needs the right group of each row.", "groups");

    /// <exception cref="SakerException">The columns were not given.</exception>
    internal double[] Features => _features ?? throw new SakerException(ErrorKind.InvalidInput, "This score needs the columns that the clusters were made from.", "features");
}
