using System.Globalization;
using System.Security.Cryptography;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>How a network is trained. A plan is for one training: its optimiser is.</summary>
public sealed record TrainingPlan
{
    // Steps whose rates tell one schedule from another.
    private static readonly long[] s_sampled = [0, 1, 10, 100, 1_000, 10_000];

    /// <summary>What is trained and by which loss and optimiser. Rows are weighed wherever the loss allows it, whatever is set here.</summary>
    public required TrainingSettings Session { get; init; }

    /// <summary>The most epochs, 1 or more.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>The learning rate by the step.</summary>
    public LearningRate Rate { get; init; } = LearningRate.Constant(1e-3);

    /// <summary>Lowers the rate further when what is watched gets no better; null leaves it.</summary>
    public RatePlateau? Plateau { get; init; }

    /// <summary>Epochs without a better one after which it ends; 0 never ends early.</summary>
    public int Patience { get; init; }

    /// <summary>By how much a better epoch must be better.</summary>
    public double MinImprovement { get; init; }

    /// <summary>What is watched of held-out examples; their loss where left out.</summary>
    public ValidationScore? Score { get; init; }

    /// <summary>What each class counts; null where all count alike. See <see cref="Training.ClassWeights.Balanced"/>.</summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>Mixes examples with one another by shares of Beta(alpha, alpha) (Zhang et al. 2018); 0 for not, 0.2 is usual.</summary>
    public double Mixup { get; init; }

    /// <summary>How images are changed by chance; null leaves them.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>Where its state is kept; null for nowhere.</summary>
    public TrainingCheckpoints? Checkpoints { get; init; }

    /// <summary>Decides order, mixing and augmentation; the session's seed decides what is dropped out.</summary>
    public long Seed { get; init; }

    /// <summary>What time it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells this training from others: a checkpoint of another is not continued.</summary>
    internal string FingerprintOf(OnnxModel model, ExampleSource examples, bool isHeldOut) => FormattableString.Invariant(
        $"model {Convert.ToHexString(SHA256.HashData(model.ToBytes()))}; {examples.Count} examples; held out {isHeldOut}; rate {string.Join(' ', s_sampled.Select(step => Rate.At(step).ToString("R", CultureInfo.InvariantCulture)))}; penalties {Pairs(Session.Penalties)}; rate factors {Pairs(Session.RateFactors)}; undecayed {string.Join(',', (Session.Undecayed ?? []).Order(StringComparer.Ordinal))}; {Session.Loss} of {Session.Output}; {Session.Optimizer.GetType().Name} ({Session.Optimizer.Settings}); shapes {Shapes()}; batch {Session.BatchSize}; seed {Seed} {Session.Seed}; norm {Session.MaxGradientNorm}; dropout {Session.DropsOut}; statistics {Session.UsesBatchStatistics}; mixup {Mixup}; plateau {Plateau}; patience {Patience} {MinImprovement}; score {Score?.Name}; weights {string.Join(',', ClassWeights ?? [])}; {Augmentation}");

    private string Shapes() => string.Join(',', (Session.InputShapes ?? new Dictionary<string, IReadOnlyList<long>>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}[{string.Join(' ', pair.Value)}]"));

    private static string Pairs(IReadOnlyDictionary<string, float>? values) =>
        string.Join(',', (values ?? new Dictionary<string, float>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}")));

    /// <exception cref="SakerException">Settings are out of range; all that are, are named.</exception>
    internal void Require()
    {
        (string Field, bool Holds, string Otherwise)[] all =
        [
            ("epochs", Epochs >= 1, "there must be one epoch or more."),
            ("patience", Patience >= 0, "it must be 0 or more epochs."),
            ("min_improvement", MinImprovement >= 0, "it must be 0 or more."),
            ("mixup", Mixup is >= 0 and <= 100, "it must be between 0 and 100."),
            ("plateau", Plateau is null or { Factor: > 0 and < 1, Patience: >= 0, Least: >= 0 and <= 1 }, "the factor must be above 0 and below 1, the patience 0 or more, the least share between 0 and 1."),
            ("checkpoints", Checkpoints is null or { EverySteps: >= 0 } && !(Checkpoints?.MinInterval < TimeSpan.Zero), "they are made every 0 or more steps, and no time between them is below 0."),
            ("class_weights", ClassWeights?.All(weight => float.IsFinite(weight) && weight >= 0) != false, "every weight must be 0 or more."),
        ];
        Problem[] problems = [.. all.Where(setting => !setting.Holds).Select(setting => new Problem(setting.Field, setting.Otherwise))];
        if (problems.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "A network cannot be trained so.", problems);
    }
}
