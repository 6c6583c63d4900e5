using System.Diagnostics;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;

namespace Saker.Benchmarks.Training;

/// <summary>
/// The churn example's own preparation and trainers, compared by the product's cross-validation, as a pipeline does. What a pipeline
/// does besides (checks, dataset, packaging, registration) is left out, since the peer does none of it.
/// </summary>
internal sealed class PipelineTraining : IOwnTraining
{
    private const int QuickTrees = 50;

    public async Task<TrainingJob> PlanAsync(bool quick, CancellationToken cancellationToken)
    {
        var pipeline = await LoadAsync(cancellationToken);
        var rows = await pipeline.Source.ReadAllAsync(cancellationToken);
        var folds = StratifiedFolds.Create(Target(rows, pipeline), pipeline.Select.FoldCount, pipeline.Split.Seed);
        return new TrainingJob
        {
            Csv = pipeline.Source.Name,
            Folds = [.. folds.Select(fold => new FoldRows(fold.Train, fold.Validation))],
            Threads = Environment.ProcessorCount,
            Seed = pipeline.Split.Seed,
            Models = pipeline.Candidates.Select(trainer => quick ? WithFewTrees(trainer) : trainer).ToDictionary(trainer => trainer.Name, SettingsOf),
        };
    }

    public async Task<TrainingOutcome> RunAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        var pipeline = await LoadAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var rows = await pipeline.Source.ReadAllAsync(cancellationToken);
        var target = Target(rows, pipeline);
        var inputs = Inputs(rows, pipeline);
        var comparison = new CrossValidation { Score = ScoreCatalogue.Get("roc_auc"), Seed = job.Seed, MaxDegree = job.Threads };
        var result = comparison.Run(
            [.. Trainers(pipeline, job).Select(trainer => new Candidate(trainer.Name, trainer))],
            [.. job.Folds.Select((fold, index) => new Fold { Index = index, Train = fold.Train, Validation = fold.Test })],
            (fold, token) => Prepare(fold, rows, target, pipeline, inputs, token),
            progress: null,
            cancellationToken);
        return new TrainingOutcome
        {
            TotalSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Models = result.Candidates.ToDictionary(candidate => candidate.Candidate.Name, candidate => new ModelOutcome(candidate.FitTime.TotalSeconds, candidate.Mean)),
        };
    }

    public async Task<(IModel Model, Table Rows)> OpenModelAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        var pipeline = await LoadAsync(cancellationToken);
        var rows = await pipeline.Source.ReadAllAsync(cancellationToken);
        var preparation = pipeline.Preparation.Fit(rows, Inputs(rows, pipeline), cancellationToken);
        var boosting = Trainers(pipeline, job).Single(trainer => trainer is GradientBoosting);
        var fitted = boosting.Fit(preparation.Apply(rows), Target(rows, pipeline), job.Seed, cancellationToken);
        var labels = new ClassLabels("No", "Yes");
        var model = ModelGraph.Compose(preparation, fitted, threshold: 0.5, labels).ToBytes();
        return (new OnnxClassifier(model, SignatureBuilder.From(rows, preparation.InputColumns.Select(column => column.Name), labels)), rows);
    }

    private static Task<Pipeline> LoadAsync(CancellationToken cancellationToken) =>
        PipelineFile.LoadAsync(Checkout.FullPath("examples/churn/churn.yaml"), cancellationToken);

    private static float[] Target(Table rows, Pipeline pipeline)
    {
        var answers = rows.Get<string>(pipeline.Target.Column).Values.Span;
        var target = new float[answers.Length];
        for (var i = 0; i < target.Length; i++)
            target[i] = answers[i] == pipeline.Target.Positive ? 1 : 0;
        return target;
    }

    private static IReadOnlyList<string> Inputs(Table rows, Pipeline pipeline) =>
        [.. rows.Schema.Select(column => column.Name).Where(name => name != pipeline.Target.Column)];

    private static PreparedFold Prepare(Fold fold, Table rows, float[] target, Pipeline pipeline, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var train = rows.Take([.. fold.Train]);
        var preparation = pipeline.Preparation.Fit(train, inputs, cancellationToken);
        return new PreparedFold
        {
            Train = preparation.Apply(train),
            TrainTarget = [.. fold.Train.Select(row => target[row])],
            Validation = preparation.Apply(rows.Take([.. fold.Validation])),
            ValidationTarget = [.. fold.Validation.Select(row => target[row])],
        };
    }

    private static IEnumerable<Trainer> Trainers(Pipeline pipeline, TrainingJob job) => pipeline.Candidates.Select(trainer => trainer switch
    {
        RandomForest forest => forest with { Trees = (int)job.Models[forest.Name]["trees"] },
        GradientBoosting boosting => boosting with { Trees = (int)job.Models[boosting.Name]["trees"] },
        _ => trainer,
    });

    private static Trainer WithFewTrees(Trainer trainer) => trainer switch
    {
        RandomForest forest => forest with { Trees = QuickTrees },
        GradientBoosting boosting => boosting with { Trees = QuickTrees },
        _ => trainer,
    };

    private static IReadOnlyDictionary<string, double> SettingsOf(Trainer trainer) =>
        trainer.Parameters.ToDictionary(setting => setting.Key, setting => double.Parse(setting.Value, System.Globalization.CultureInfo.InvariantCulture));
}
