using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Onnx.Editing;
using Saker.Onnx.FineTuning;
using Saker.Onnx.Training;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.FineTuning;

/// <summary>Lets a graph learn on from rows, phase by phase, as a request says. Batch normalisation keeps its stored statistics; the weights are those of each phase's best epoch by the watched rows.</summary>
internal sealed class GraphTuning(FineTuneRequest request, TimeProvider time)
{
    private static readonly FineTunePhase[] s_all = [new()];

    /// <param name="original">The graph; it is left as it is.</param>
    /// <param name="learned">Rows to learn from.</param>
    /// <param name="watched">Rows that choose the best epoch.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="SakerException">Rows do not fit the graph.</exception>
    /// <exception cref="OnnxException">The graph cannot be trained so.</exception>
    public TunedGraph Run(OnnxModel original, Table learned, Table watched, IProgress<EpochReport> progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> head = [];
        var start = original;
        if (request.NewHead is { } count)
            (start, head) = HeadReplacement.Replace(original, count, seed: request.Seed);
        var adapters = request.AdapterRank is { } rank ? Attach(start, rank, head) : null;
        var model = adapters?.Model ?? start;
        var output = ModelTargets.Measured(start, OutputOf(start), learned, request.Target, cancellationToken);
        // A graph that takes a fixed number of rows is trained by as many; else room for more than there are would be wasted.
        var batch = ModelRows.FixedCount(start.Inputs) ?? Math.Min(request.BatchSize, learned.RowCount);
        var examples = new GraphExamples(start, output, request.Target);
        var phases = (request.Phases.Count > 0 ? request.Phases : s_all).Select(phase => (Phase: phase, Parameters: adapters is null ? Trained(model, phase) : [.. adapters.Parameters, .. head])).ToList();
        string[] trained = [.. phases.SelectMany(phase => phase.Parameters).Distinct(StringComparer.Ordinal)];
        using var beginning = Divide(model, trained, output.Name, learned, cancellationToken);
        var (own, chosen) = (examples.Of(learned, beginning, cancellationToken), examples.Of(watched, beginning, cancellationToken));
        var (learning, epochs) = (beginning?.Rest ?? model, new List<EpochReport>());
        foreach (var (phase, parameters) in phases)
        {
            var plan = Plan(learning, phase, parameters, output.Name, own, batch, examples.HasClasses);
            var watch = new TrainingWatch { Epochs = new NumberedEpochs(progress, epochs) };
            learning = EpochTrainer.Run(learning, plan, ExampleSource.InMemory(own), ExampleSource.InMemory(chosen), watch, cancellationToken).Model;
        }
        model = beginning is null ? learning : Moved(trained, learning, model);
        var learnedModel = new ModelEditor(model);
        var total = trained.Sum(name => (long)learnedModel.Constant(name).Count);
        return new TunedGraph(adapters is null ? model : Merge(adapters, model, head), epochs, total);
    }

    // Texts have no gradients: what prepares them is not trained, and need not be gone through in each step.
    private FrozenBeginning? Divide(OnnxModel model, IReadOnlyList<string> trained, string output, Table learned, CancellationToken cancellationToken) => model.Inputs.Any(input => input.Type == ElementType.Text)
        ? FrozenBeginning.Of(model, trained, output, ModelRows.Of(learned, model.Inputs, request.Target), cancellationToken)
        : null;

    private static OnnxModel Moved(IReadOnlyList<string> names, OnnxModel from, OnnxModel to)
    {
        var (learned, editor) = (new ModelEditor(from), new ModelEditor(to));
        foreach (var name in names)
            editor.SetConstant(name, learned.Constant(name));
        return editor.Build();
    }

    /// <summary>The output that a graph learns by.</summary>
    /// <exception cref="SakerException">It gives no numbers.</exception>
    public static TensorSpec OutputOf(OnnxModel model) =>
        model.Outputs.FirstOrDefault(spec => spec.Type == ElementType.Float32) ?? throw new SakerException(ErrorKind.InvalidInput, "The model gives no numbers of Float32 that it could learn by.", "model");

    private LowRankAdapters Attach(OnnxModel model, int rank, IReadOnlyList<string> head)
    {
        var kept = Frozen(model).Concat(head).ToHashSet(StringComparer.Ordinal);
        return LowRankAdapters.Attach(model, new AdapterSettings { Rank = rank, Alpha = 2 * rank, Weights = [.. Weights(model).Where(name => !kept.Contains(name))], Seed = request.Seed });
    }

    // A new head learns as it is, without an adapter, and goes into the merged graph so.
    private static OnnxModel Merge(LowRankAdapters adapters, OnnxModel trained, IReadOnlyList<string> head) => Moved(head, trained, adapters.Merge(trained));

    private string[] Trained(OnnxModel model, FineTunePhase phase)
    {
        if (phase.LayerCount is { } count && TrainableParts.CountLayers(model) is var all && count > all)
            throw new SakerException(ErrorKind.InvalidInput, $"A phase asks for the last {count} layers, and the model has {all} that can learn; leave the layers out for all of them.", "phases");
        var frozen = Frozen(model);
        string[] left = [.. TrainableParts.Last(model, phase.LayerCount ?? int.MaxValue).Where(name => !frozen.Contains(name))];
        return left.Length > 0 ? left : throw new SakerException(ErrorKind.InvalidInput, $"All weights{(phase.LayerCount is { } some ? $" of the last {some} layers" : "")} are frozen: nothing is left to learn. Freeze less{(phase.LayerCount is null ? "" : ", or train more layers")}.", "frozen");
    }

    private HashSet<string> Frozen(OnnxModel model) => request.Frozen.Count == 0 ? [] : TrainableParts.Named(model, request.Frozen).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyList<string> Weights(OnnxModel model) => TrainableParts.Last(model, int.MaxValue);

    private TrainingPlan Plan(OnnxModel model, FineTunePhase phase, IReadOnlyList<string> parameters, string output, ExampleSet learned, int batch, bool hasClasses) => new()
    {
        Session = new TrainingSettings
        {
            Loss = hasClasses ? Losses.CrossEntropy() : Losses.MeanSquared(),
            Output = hasClasses ? TrainableOutput.LogitsOf(model, output) : output,
            BatchSize = batch,
            InputShapes = learned.Inputs.ToDictionary(input => input.Key, input => (IReadOnlyList<long>)[batch, .. input.Value.Shape.Skip(1)], StringComparer.Ordinal),
            Parameters = parameters,
            Optimizer = new Adam(),
            RateFactors = phase.RateDecay == 1 || request.AdapterRank is not null ? null : TrainableParts.RateFactors(model, (float)phase.RateDecay),
            MaxGradientNorm = 5,
            UsesBatchStatistics = false,
            Seed = request.Seed,
        },
        Epochs = phase.EpochCount,
        Rate = LearningRate.Cosine(phase.Rate, (long)phase.EpochCount * ((learned.Count + batch - 1) / batch)),
        Seed = request.Seed,
        Time = time,
    };

    // Numbers epochs through over phases, and keeps them.
    private sealed class NumberedEpochs(IProgress<EpochReport> progress, List<EpochReport> all) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            all.Add(value with { Epoch = all.Count + 1 });
            progress.Report(all[^1]);
        }
    }
}
