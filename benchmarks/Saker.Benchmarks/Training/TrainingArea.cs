using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;

namespace Saker.Benchmarks.Training;

/// <summary>
/// Cross-validating three kinds of model on the churn data beside scikit-learn and XGBoost's Python package doing the same:
/// same file, same folds, same numbers of trees, depths and cores.
/// </summary>
internal sealed class TrainingArea(IOwnTraining own) : IArea
{
    // Not to be slower is the demand; what is gained shows in the ratio.
    private const double MaxTimeRatio = 1.0;

    // A quarter of the spread over folds (0.012): less work must not buy the time.
    private const double AucTolerance = 0.003;

    private readonly PythonPeer _peer = new("training.py");

    public string Name => "training";

    public string Title => "Training: the churn example, 5 folds, 3 models, beside scikit-learn and XGBoost for Python";

    public IReadOnlyList<string> Parts => [];

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var job = await own.PlanAsync(settings.Quick, cancellationToken);
        var repeats = settings.Quick ? 1 : 5;
        var pairs = new List<(TrainingOutcome Ours, PeerAnswer Peers)>();
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var ours = await own.RunAsync(job, cancellationToken);
            var peers = await _peer.AskAsync<TrainingJob, PeerAnswer>(job, cancellationToken);
            settings.Log.WriteLine(FormattableString.Invariant($"  pair {repeat} of {repeats}: ours {ours.TotalSeconds:0.00} s, peer's {peers.TotalSeconds:0.00} s"));
            pairs.Add((ours, peers));
        }
        settings.Log.WriteLine("  peer: " + string.Join(", ", pairs[0].Peers.Versions.Select(library => $"{library.Key} {library.Value}")));

        var (model, rows) = await own.OpenModelAsync(job, cancellationToken);
        var latency = await PredictLatency.MeasureAsync(model, rows, settings.Quick ? 2_000 : 20_000, cancellationToken);
        var peerLatency = pairs[^1].Peers.PredictMicroseconds;
        return
        [
            Demand.Time("cross-validation, in all", "s", new SideBySide(pairs.Select(pair => (pair.Ours.TotalSeconds, pair.Peers.TotalSeconds))), MaxTimeRatio),
            Demand.Quality("best ROC AUC", new SideBySide(pairs.Select(pair => (pair.Ours.Models.Values.Max(model => model.Auc), pair.Peers.Models.Values.Max(model => model.Auc)))), AucTolerance),
            .. job.Models.Keys.Select(name => Demand.Quality($"ROC AUC, {name}", Of(pairs, name, outcome => outcome.Auc), AucTolerance)),
            Demand.Time("predict one row, median", "us", new SideBySide([(latency.P50, peerLatency.P50)]), MaxTimeRatio),
            Demand.Time("predict one row, 99th percentile", "us", new SideBySide([(latency.P99, peerLatency.P99)]), MaxTimeRatio),
        ];
    }

    private static SideBySide Of(IEnumerable<(TrainingOutcome Ours, PeerAnswer Peers)> pairs, string model, Func<ModelOutcome, double> value) =>
        new(pairs.Select(pair => (value(pair.Ours.Models[model]), value(pair.Peers.Models[model]))));
}
