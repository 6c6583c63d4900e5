using Saker.Onnx.Compression;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Compression;

/// <summary>What compression costs on handwritten digits.</summary>
public sealed class DigitsTests(Digits digits, ITestOutputHelper output) : IClassFixture<Digits>
{
    [Theory]
    [InlineData("perceptron", "dynamic")]
    [InlineData("perceptron", "static")]
    [InlineData("convolutional", "dynamic")]
    [InlineData("convolutional", "static")]
    public void Eight_bits_are_three_and_a_half_times_smaller_and_lose_less_than_a_hundredth(string network, string method)
    {
        Digits.Require();
        var model = Model(network);
        var rounded = method == "dynamic" ? DynamicQuantisation.Apply(model) : StaticQuantisation.Apply(model, digits.Examples, new QuantisationSettings { Calibration = CalibrationMethod.Percentile }, TestContext.Current.CancellationToken);
        var report = Measure($"{network}, {method}", model, rounded);
        Assert.True(report.Ratio >= 3.5, report.ToString());
        Assert.True(report.ScoreLoss < 0.01, report.ToString());
    }

    [Theory]
    [InlineData("convolutional", 4)]
    [InlineData("perceptron", 2)]
    public void Training_at_few_bits_beats_rounding_afterwards(string network, int bits)
    {
        Digits.Require();
        var model = Model(network);
        var settings = new QuantisationSettings { WeightBits = bits, ActivationBits = bits };
        var prepared = QuantisationAwareTraining.Prepare(model, digits.Examples, settings, TestContext.Current.CancellationToken);
        var after = QuantisationAwareTraining.Finish(prepared);
        var aware = QuantisationAwareTraining.Finish(digits.Train(prepared, 6, 5e-4f));
        var (rounded, trained) = (digits.Loss(after), digits.Loss(aware));
        output.WriteLine($"{network} at {bits} bits: {digits.Accuracy(model):F4} whole, {digits.Accuracy(after):F4} rounded, {digits.Accuracy(aware):F4} trained; loss {rounded:F4} rounded, {trained:F4} trained");
        Assert.True(trained < rounded, $"{trained} and {rounded}");
    }

    [Fact]
    public void A_student_ten_times_smaller_loses_less_than_two_hundredths()
    {
        Digits.Require();
        var teacher = Model("convolutional");
        using var session = new DistillationSession(teacher, Digits.Dense(72, 32), new TrainingSettings { Loss = Losses.CrossEntropy(), BatchSize = 64, Optimizer = new Adam() });
        var rate = LearningRate.Cosine(3e-3f, 50 * 22);
        foreach (var (batch, step) in digits.Batches(50).Select((batch, step) => (batch, step)))
            session.Step(new Dictionary<string, Tensor> { ["in"] = digits.Rows(batch) }, rate.At(step));
        var report = Measure("distilled", teacher, session.ToModel());
        Assert.True(report.Ratio >= 10, report.ToString());
        Assert.True(report.ScoreLoss < 0.02, report.ToString());
    }

    [Fact]
    public void Half_of_the_weights_and_channels_can_go_where_the_rest_learns_on()
    {
        Digits.Require();
        var model = Model("perceptron");
        var masks = PruningMasks.Smallest(model, 0.8);
        var sparse = digits.Train(masks.Apply(model), 4, 1e-3f, masks.Hold);
        Assert.Equal(masks.Share, PruningMasks.Of(sparse).Share, 1e-3);
        Assert.True(Measure("magnitude", model, sparse).ScoreLoss < 0.02);
        var narrow = digits.Train(StructuredPruning.Apply(model, 0.5), 6, 1e-3f);
        var report = Measure("structured", model, narrow);
        Assert.True(report is { Ratio: > 2.5, ScoreLoss: < 0.02 }, report.ToString());
        Assert.True(Measure("low rank", model, digits.Train(LowRankFactorisation.Apply(model, 0.8, null, TestContext.Current.CancellationToken), 3, 1e-3f)) is { Ratio: > 1.2, ScoreLoss: < 0.02 });
    }

    private CompressionReport Measure(string method, OnnxModel before, OnnxModel after)
    {
        var report = CompressionMeasure.Measure(method, before, after, digits.Examples[0], TimeProvider.System, score: ("accuracy", digits.Accuracy));
        output.WriteLine(report.ToString());
        return report;
    }

    private OnnxModel Model(string network) => network == "perceptron" ? digits.Perceptron() : digits.Convolutional();
}
