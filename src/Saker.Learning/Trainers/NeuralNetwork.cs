using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers.Neural;
using Saker.Onnx;

namespace Saker.Learning.Trainers;

/// <summary>
/// A multilayer perceptron on the logistic loss for two classes, the cross entropy for several, the squared error for numbers: features brought to one scale, rectified dense layers with dropout, trained in batches. Rows are held out to end each training at its best,
/// and several networks, each with other held-out rows and other chance, speak together (Lakshminarayanan et al. 2017). Features must not be missing.
/// </summary>
public sealed record NeuralNetwork : Trainer
{
    internal const string PublicName = "neural";

    private const string OptimizerKey = "optimizer";
    private const string ClassWeightsKey = "class_weights";
    private const string Balanced = "balanced";
    private static readonly string[] s_classWeights = ["none", Balanced];
    private static readonly string[] s_optimizers = ["adamw", "adam", "sgd", "rmsprop"];

    private static readonly SettingRange s_layers = new("layers", 0, 16);
    private static readonly SettingRange s_width = new("width", 1, 4096);
    private static readonly SettingRange s_dropout = new("dropout", 0, 0.9);
    private static readonly SettingRange s_embeddings = new("embeddings", 0, 256);
    private static readonly SettingRange s_bins = new("bins", 0, 1024);
    private static readonly SettingRange s_members = new("members", 1, 64);
    private static readonly SettingRange s_epochs = new("epochs", 1, 100_000);
    private static readonly SettingRange s_batch = new("batch", 1, 1_000_000);
    private static readonly SettingRange s_learningRate = new("learning_rate", 1e-7, 10);
    private static readonly SettingRange s_weightDecay = new("weight_decay", 0, 1000);
    private static readonly SettingRange s_patience = new("patience", 0, 100_000);
    private static readonly SettingRange s_validation = new("validation", 0.01, 0.5);
    private static readonly SettingRange s_mixup = new("mixup", 0, 100);
    private static readonly SettingRange s_seed = new("seed", 0, int.MaxValue);

    /// <summary>Hidden layers; 0 is a logistic, or linear, regression.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Units of a hidden layer.</summary>
    public int Width { get; init; } = 32;

    /// <summary>The share of a hidden layer's units that each step leaves out.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Numbers that stand for a category of a column with three or more; 0 leaves one-hot features as they are.</summary>
    public int Embeddings { get; init; }

    /// <summary>Pieces that a number of many values is told by besides, between quantiles; 0 for none.</summary>
    public int Bins { get; init; } = 16;

    /// <summary>Networks that are trained, each by itself; the mean of their log odds counts.</summary>
    public int Members { get; init; } = 4;

    /// <summary>The most epochs of each.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Rows of a step.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The rate to begin with; it falls to nothing along a cosine over all epochs.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>How much weights are drawn to zero.</summary>
    public double WeightDecay { get; init; } = 0.02;

    public NetworkOptimizer Optimizer { get; init; }

    /// <summary>
    /// Whether both classes count as much, however many rows each has. Probabilities are then those of as many rows of each class: calibrate them where they are to be those of the data.
    /// </summary>
    public bool HasBalancedClasses { get; init; }

    /// <summary>Mixes rows of a batch with one another by shares of Beta(mixup, mixup) (Zhang et al. 2018); 0 for not, 0.2 is usual.</summary>
    public double Mixup { get; init; }

    /// <summary>Epochs without a lower loss of held-out rows after which a network's training ends; 0 holds no rows out and trains all epochs.</summary>
    public int Patience { get; init; } = 8;

    /// <summary>The share of rows that each network holds out.</summary>
    public double Validation { get; init; } = 0.15;

    /// <summary>Joined with the seed of the fit: another one gives other chance on the same folds.</summary>
    public int Seed { get; init; }

    public override string Name => PublicName;

    public override string Title => "Neural network";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string>
    {
        [s_layers.Key] = Layers.ToString(CultureInfo.InvariantCulture),
        [s_width.Key] = Width.ToString(CultureInfo.InvariantCulture),
        [s_dropout.Key] = Dropout.ToString(CultureInfo.InvariantCulture),
        [s_embeddings.Key] = Embeddings.ToString(CultureInfo.InvariantCulture),
        [s_bins.Key] = Bins.ToString(CultureInfo.InvariantCulture),
        [s_members.Key] = Members.ToString(CultureInfo.InvariantCulture),
        [s_epochs.Key] = Epochs.ToString(CultureInfo.InvariantCulture),
        [s_batch.Key] = Batch.ToString(CultureInfo.InvariantCulture),
        [s_learningRate.Key] = LearningRate.ToString(CultureInfo.InvariantCulture),
        [s_weightDecay.Key] = WeightDecay.ToString(CultureInfo.InvariantCulture),
        [OptimizerKey] = s_optimizers[(int)Optimizer],
        [ClassWeightsKey] = s_classWeights[HasBalancedClasses ? 1 : 0],
        [s_mixup.Key] = Mixup.ToString(CultureInfo.InvariantCulture),
        [s_patience.Key] = Patience.ToString(CultureInfo.InvariantCulture),
        [s_validation.Key] = Validation.ToString(CultureInfo.InvariantCulture),
        [s_seed.Key] = Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The weights between hidden units; a network without any is one linear formula.</summary>
    public override double Complexity => Layers == 0 ? 1 : (double)Members * Layers * Width * Width;

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken) => Fit(features, target, [], seed, cancellationToken);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken) =>
        Fit(features, target, weights, seed, FitWatch.None, cancellationToken);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, features, target, weights, allowMissing: false);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new PerceptronFit(this, LearningTask.Binary, features, target.ToArray(), weights.ToArray(), SeedOf(seed)).Run(watch, cancellationToken);
        }
        catch (OnnxException exception)
        {
            throw TooFast(exception);
        }
    }

    public override bool Learns(ScoreTask task) => task is ScoreTask.Binary or ScoreTask.Multiclass or ScoreTask.Regression;

    protected override FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, task, features, target, weights, allowMissing: false);
        if (task.Kind == ScoreTask.Regression && HasBalancedClasses)
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: numbers have no classes to balance; leave '{ClassWeightsKey}' out.", ClassWeightsKey);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new PerceptronFit(this, task, features, target.ToArray(), [], SeedOf(seed)).RunOther(watch, cancellationToken);
        }
        catch (OnnxException exception)
        {
            throw TooFast(exception);
        }
    }

    private long SeedOf(int seed) => seed + (long)Seed * 1_000_003;

    private SakerException TooFast(OnnxException exception) => new(ErrorKind.InvalidInput, $"{Name}: {exception.Message} Lower the learning_rate.", s_learningRate.Key, exception);

    internal static NeuralNetwork Read(Settings settings)
    {
        var defaults = new NeuralNetwork();
        return new NeuralNetwork
        {
            Layers = s_layers.Read(settings, defaults.Layers),
            Width = s_width.Read(settings, defaults.Width),
            Dropout = s_dropout.Read(settings, defaults.Dropout),
            Embeddings = s_embeddings.Read(settings, defaults.Embeddings),
            Bins = s_bins.Read(settings, defaults.Bins),
            Members = s_members.Read(settings, defaults.Members),
            Epochs = s_epochs.Read(settings, defaults.Epochs),
            Batch = s_batch.Read(settings, defaults.Batch),
            LearningRate = s_learningRate.Read(settings, defaults.LearningRate),
            WeightDecay = s_weightDecay.Read(settings, defaults.WeightDecay),
            Optimizer = (NetworkOptimizer)Array.IndexOf(s_optimizers, settings.Choice(OptimizerKey, s_optimizers[0], s_optimizers)),
            HasBalancedClasses = settings.Choice(ClassWeightsKey, s_classWeights[0], s_classWeights) == Balanced,
            Mixup = s_mixup.Read(settings, defaults.Mixup),
            Patience = s_patience.Read(settings, defaults.Patience),
            Validation = s_validation.Read(settings, defaults.Validation),
            Seed = s_seed.Read(settings, defaults.Seed),
        };
    }

    private void Require()
    {
        s_layers.Require(Name, Layers);
        s_width.Require(Name, Width);
        s_dropout.Require(Name, Dropout);
        s_embeddings.Require(Name, Embeddings);
        s_bins.Require(Name, Bins);
        s_members.Require(Name, Members);
        s_epochs.Require(Name, Epochs);
        s_batch.Require(Name, Batch);
        s_learningRate.Require(Name, LearningRate);
        s_weightDecay.Require(Name, WeightDecay);
        s_mixup.Require(Name, Mixup);
        s_patience.Require(Name, Patience);
        s_validation.Require(Name, Validation);
        s_seed.Require(Name, Seed);
        if (!Enum.IsDefined(Optimizer))
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: '{OptimizerKey}' must be one of {string.Join(", ", s_optimizers)}.", OptimizerKey);
    }
}
