using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Tests.Models;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Scores.Calibrating;

public sealed class CalibratorTests
{
    public static TheoryData<string> CaseNames => [.. CalibrationReference.List().Select(reference => reference.Name)];

    public static TheoryData<string, CalibrationMethod> Fits =>
        [.. CalibrationReference.List().SelectMany(reference => Enum.GetValues<CalibrationMethod>().Select(method => (reference.Name, method)))];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Slope_and_shift_are_those_of_scikit_learn(string name)
    {
        var reference = Find(name);
        // Its optimiser stops at a gradient of 1e-5.
        var platt = LogOddsCalibrator.FitPlatt(reference.Target, reference.Probability);
        Assert.Equal(reference.Slope, platt.Slope, 1e-4);
        Assert.Equal(reference.Shift, platt.Shift, 1e-4);
        Assert.Equal(reference.InverseTemperature, LogOddsCalibrator.FitTemperature(reference.Target, reference.Probability).Slope, 1e-6);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Pooled_values_are_those_of_scikit_learn(string name)
    {
        var reference = Find(name);
        var blocks = PooledAdjacent.Fit(reference.Values, reference.Weights);
        var next = 0;
        foreach (var block in blocks)
            for (; next < block.End; next++)
                Assert.Equal(reference.Pooled[next], block.Mean, 1e-12);
        Assert.Equal(reference.Pooled.Length, next);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void The_graph_gives_what_was_fitted(string name, CalibrationMethod method)
    {
        var reference = Find(name);
        var calibrator = Calibrator.Fit(method, reference.Target, reference.Probability);
        var classifier = new CalibratedClassifier(new ToyClassifier(), calibrator);
        float[] chances = [0, 1e-7f, 0.001f, 0.05f, 0.25f, 0.3f, 0.5f, 0.77f, 0.9999f, 0.99999994f, 1, .. reference.Probability];
        using var model = new OnnxClassifier(ModelGraph.Compose(ToyModel.Preparation(), classifier, 0.5, ToyModel.Labels).ToBytes(), ToyModel.Signature());

        var served = model.Predict(ToyModel.Rows(chances), TestContext.Current.CancellationToken).Get<float>(ModelGraph.ProbabilityName).Values.ToArray();

        for (var row = 0; row < chances.Length; row++)
            Assert.Equal(calibrator.Apply(chances[row]), served[row], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void The_map_rises_and_stays_within_0_and_1(string name, CalibrationMethod method)
    {
        var calibrator = Calibrator.Fit(method, Find(name).Target, Find(name).Probability);
        var before = -1f;
        for (var i = 0; i <= 1000; i++)
        {
            var value = calibrator.Apply(i / 1000f);
            Assert.InRange(value, Math.Max(0, before), 1);
            before = value;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Calibrated_probabilities_have_no_larger_loss(string name, CalibrationMethod method)
    {
        var reference = Find(name);
        var calibrated = Calibrator.Fit(method, reference.Target, reference.Probability).Apply(reference.Probability);
        Assert.True(ProbabilityScores.LogLoss(reference.Target, calibrated) <= ProbabilityScores.LogLoss(reference.Target, reference.Probability));
    }

    [Fact]
    public void What_never_happened_is_not_held_for_impossible()
    {
        float[] probability = [.. Enumerable.Range(0, 100).Select(i => i / 100f)];
        float[] target = [.. probability.Select(value => value < 0.5f ? 0f : 1f)];
        var calibrator = Calibrator.Fit(CalibrationMethod.Isotonic, target, probability);
        Assert.InRange(calibrator.Apply(0), 0.001f, 0.02f);
        Assert.InRange(calibrator.Apply(1), 0.98f, 0.999f);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Temperature)]
    public void A_model_that_is_wrong_way_round_is_refused(CalibrationMethod method) =>
        Assert.Contains("no better than chance", Assert.Throws<SakerException>(() => Calibrator.Fit(method, [1, 1, 0, 0], [0.1f, 0.2f, 0.8f, 0.9f])).Message, StringComparison.Ordinal);

    [Fact]
    public void One_class_is_refused() =>
        Assert.Contains("only one class", Assert.Throws<SakerException>(() => Calibrator.Fit(CalibrationMethod.Platt, [1, 1], [0.1f, 0.2f])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_perfect_model_is_calibrated_without_overflow()
    {
        foreach (var method in Enum.GetValues<CalibrationMethod>())
        {
            var calibrated = Calibrator.Fit(method, [0, 0, 1, 1], [0, 0.1f, 0.9f, 1]).Apply([0, 1]);
            Assert.True(calibrated is [>= 0 and < 0.5f, > 0.5f and <= 1], $"{method}: {string.Join(", ", calibrated)}");
        }
    }

    private static CalibrationReference Find(string name) => CalibrationReference.List().Single(item => item.Name == name);
}
