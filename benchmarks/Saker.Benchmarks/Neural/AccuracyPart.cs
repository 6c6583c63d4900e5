using Saker.Benchmarks.Demands;
using Saker.Learning.Neural.Building;
using Saker.Learning.Neural.Training;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;
using Saker.Testing;

namespace Saker.Benchmarks.Neural;

/// <summary>
/// How many pictures of castings a small convolutional network tells rightly that it did not learn from: those that the set holds out, by several seeds, and all of them, each by a network that
/// learned from four fifths of the others. Epochs and augmentation were chosen on folds of the pictures to learn from alone; the weights are those of the last epoch.
/// </summary>
internal sealed class AccuracyPart : IAreaPart
{
    private const double MinAccuracy = 0.97;
    private const int Size = 128;
    private const int FoldCount = 5;

    public string Name => "accuracy";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return Task.FromResult<IReadOnlyList<Demand>>([Demand.NotMeasured("castings told rightly", reason)]);
        var pictures = CastingPictures.Read(Size, cancellationToken);
        int[] all = [.. Enumerable.Range(0, pictures.Count)];
        int[] held = [.. all.Where(pictures.IsTest)];
        int[] learned = [.. all.Where(picture => !pictures.IsTest(picture))];
        var shares = new List<double>();
        for (var seed = 1; seed <= (settings.Quick ? 1 : 3); seed++)
        {
            shares.Add(Right(pictures, learned, held, seed, cancellationToken) / (double)held.Length);
            settings.Log.WriteLine(FormattableString.Invariant($"  castings, seed {seed}: {shares[^1]:0.0000} of {held.Length}"));
        }
        var interval = Proportion.Wilson(SideBySide.Median(shares) * held.Length, held.Length, Interval.DefaultLevel);
        var demands = new List<Demand>
        {
            Demand.AtLeast($"castings told rightly of {held.Length} held out, mean of {shares.Count} seeds", shares.Average(), MinAccuracy),
            Demand.Shown("the least of the seeds", shares.Min()), Demand.Shown("their median, 95 % from", interval.Low), Demand.Shown("their median, 95 % to", interval.High),
        };
        if (!settings.Quick)
            demands.AddRange(Folds(pictures, all, settings, cancellationToken));
        return Task.FromResult<IReadOnlyList<Demand>>(demands);
    }

    // Every picture is held out once.
    private static List<Demand> Folds(CastingPictures pictures, int[] all, AreaSettings settings, CancellationToken cancellationToken)
    {
        var right = 0;
        for (var fold = 0; fold < FoldCount; fold++)
        {
            int[] held = [.. all.Where(picture => picture % FoldCount == fold)];
            var told = Right(pictures, [.. all.Where(picture => picture % FoldCount != fold)], held, 1, cancellationToken);
            settings.Log.WriteLine(FormattableString.Invariant($"  castings, fold {fold + 1}: {told} of {held.Length}"));
            right += told;
        }
        var interval = Proportion.Wilson(right, all.Length, Interval.DefaultLevel);
        return [Demand.Shown($"castings told rightly of all {all.Length}, each held out once", right / (double)all.Length), Demand.Shown("95 % from", interval.Low), Demand.Shown("95 % to", interval.High)];
    }

    // 25,000 weights: the first layer halves the picture, and the mean over all places is told from.
    private static Network Network(int seed)
    {
        int[] widths = [8, 16, 32, 64];
        var builder = new NetworkBuilder("castings", seed);
        var value = builder.Input("images", 1, Size, Size).Conv("conv1", widths[0], kernel: 5, new ConvolutionSettings { HasBias = false, Stride = 2 }).BatchNorm("norm1").Relu().MaxPool(2);
        for (var i = 1; i < widths.Length; i++)
        {
            value = value.Conv($"conv{i + 1}", widths[i], kernel: 3, new ConvolutionSettings { HasBias = false }).BatchNorm($"norm{i + 1}").Relu();
            if (i < widths.Length - 1)
                value = value.MaxPool(2);
        }
        builder.Output("output", value.GlobalAveragePool().Dropout(0.2f).Dense("head", 2, Initialiser.Glorot));
        return builder.Build();
    }

    private static int Right(CastingPictures pictures, int[] learned, int[] held, int seed, CancellationToken cancellationToken)
    {
        const int batch = 20, epochs = 160;
        var network = Network(seed);
        var plan = new TrainingPlan
        {
            Session = new TrainingSettings
            {
                Loss = Losses.CrossEntropy(), BatchSize = batch, Optimizer = Adam.W(), Parameters = network.Parameters, Undecayed = network.Undecayed, Penalties = network.Penalties, Seed = seed, ThreadCount = null,
            },
            Epochs = epochs,
            Rate = LearningRate.Cosine(3e-3, (long)epochs * ((learned.Length + batch - 1) / batch)),
            Augmentation = new ImageAugmentation { FlipsSideways = true, FlipsUpright = true, Rotate = 180, Shift = 0.03, Zoom = 0.05, Colour = 0.1 },
            Seed = seed,
        };
        var trained = EpochTrainer.Run(network.Model, plan, ExampleSource.InMemory(pictures.Take(learned)), null, TrainingWatch.None, cancellationToken).Model;
        // Castings have no upside: each is asked about as it is and mirrored, and the four answers are added.
        var told = new float[held.Length * 2];
        using var session = new OnnxSession(trained);
        foreach (var (isMirrored, isUpsideDown) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
        {
            var logits = session.Run(pictures.Take(held, isMirrored, isUpsideDown).Inputs, cancellationToken)[0].Span<float>();
            for (var i = 0; i < told.Length; i++)
                told[i] += logits[i];
        }
        var right = 0;
        for (var i = 0; i < held.Length; i++)
            right += (told[2 * i + 1] > told[2 * i] ? 1 : 0) == pictures.Label(held[i]) ? 1 : 0;
        return right;
    }
}
