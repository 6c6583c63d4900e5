using Saker.Platform.Experiments;

namespace Saker.Platform.Exchange;

/// <summary>
/// Which points of runs' metrics are about a logged model: MLflow writes such a point to the run, where nothing tells of the model, and
/// to the model with the run and, sometimes, the dataset.
/// </summary>
internal sealed class MlrunsModelPoints
{
    private readonly Dictionary<(string Run, string Key, long At, long Step, double Value), About> _points = [];

    /// <summary>Notes the metrics of a model.</summary>
    /// <exception cref="Saker.Data.SakerException">A line is not what MLflow writes (invalid input).</exception>
    public void Read(string model, string folder)
    {
        foreach (var (key, points) in MlrunsFolder.ReadMetrics(folder))
        {
            foreach (var point in points.Where(point => point.Rest.Count > 0))
                _points[(point.Rest[0], key, point.At, point.Step, point.Value)] = new About(model, point.Rest.ElementAtOrDefault(1), point.Rest.ElementAtOrDefault(2));
        }
    }

    /// <summary>The point with the model and the dataset that it is about, if there is one.</summary>
    public Metric Complete(string run, Metric metric) =>
        _points.TryGetValue((run, metric.Key, metric.LoggedAt.ToUnixTimeMilliseconds(), metric.Step, metric.Value), out var about)
            ? metric with { ModelId = about.Model, DatasetName = about.DatasetName, DatasetDigest = about.DatasetDigest }
            : metric;

    private readonly record struct About(string Model, string? DatasetName, string? DatasetDigest);
}
