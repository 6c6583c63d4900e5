using System.Globalization;
using Saker.Learning.Neural.Presets;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;
using Saker.Testing;

namespace Saker.Learning.Tests.Neural.Accuracy;

/// <summary>The recurrent forecaster on the hourly series of the M4 competition, against what was a day before.</summary>
public sealed class HourlyForecastTests
{
    private const int Day = 24;
    private const int Week = 7 * Day;
    private const int Horizon = 2 * Day;
    private const int Steps = Week + Day;
    private const int Rows = 32;
    private const int TrainingSteps = 300;

    [Fact]
    public void An_lstm_is_nearer_than_the_day_before()
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        var series = Read();
        using var session = Train(series);
        using var served = new OnnxSession(session.ToModel());
        var windows = series.Select(one => Scaled(one.Train, one.Train.Length - Steps)).ToArray();
        var forecasts = served.Run(new Dictionary<string, Tensor> { ["window"] = Tensor.Of(windows.SelectMany(window => window.Values).ToArray(), series.Count, Steps, 1) }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        var (ours, naive) = (0.0, 0.0);
        for (var i = 0; i < series.Count; i++)
            for (var step = 0; step < Horizon; step++)
            {
                ours += Percentage(series[i].Test[step], (forecasts[i * Horizon + step] + 1) * windows[i].Level);
                naive += Percentage(series[i].Test[step], series[i].Train[series[i].Train.Length - Day + step % Day]);
            }
        Assert.True(ours < 0.95 * naive, FormattableString.Invariant($"The forecaster is off by {ours / series.Count / Horizon:0.00} %, the day before by {naive / series.Count / Horizon:0.00} %."));
    }

    private static TrainingSession Train(List<(float[] Train, float[] Test)> series)
    {
        var network = new Forecaster { Steps = Steps, Horizon = Horizon, Season = Week, Width = 24 }.Build(1);
        var session = new TrainingSession(network.Model, new TrainingSettings { Loss = Losses.MeanAbsolute(), BatchSize = Rows, Optimizer = new Adam(), Parameters = network.Parameters, MaxGradientNorm = 1 });
        var chance = new Xoshiro256(1);
        var rate = LearningRate.Cosine(1e-2, TrainingSteps);
        for (var step = 0; step < TrainingSteps; step++)
        {
            for (var row = 0; row < Rows; row++)
            {
                var values = series[chance.Below(series.Count)].Train;
                var start = chance.Below(values.Length - Steps - Horizon + 1);
                var window = Scaled(values, start);
                window.Values.CopyTo(session.Input<float>("window")[(row * Steps)..]);
                for (var i = 0; i < Horizon; i++)
                    session.Input<float>(session.Target)[row * Horizon + i] = values[start + Steps + i] / window.Level - 1;
            }
            session.Step(rate.At(step));
        }
        return session;
    }

    // By the mean of the window, so that errors are shares of the series' level as the competition counts them.
    private static (float[] Values, float Level) Scaled(float[] values, int start)
    {
        var window = values.AsSpan(start, Steps).ToArray();
        var level = MathF.Max(window.Average(MathF.Abs), 1e-6f);
        return ([.. window.Select(value => value / level - 1)], level);
    }

    // The symmetric percentage error of the competition.
    private static double Percentage(double wanted, double given) => wanted == 0 && given == 0 ? 0 : 200 * Math.Abs(wanted - given) / (Math.Abs(wanted) + Math.Abs(given));

    private static List<(float[] Train, float[] Test)> Read() =>
    [
        .. File.ReadLines(RealData.FullPath("forecast_m4", "m4_hourly.csv")).Skip(1).Select(line => line.Split(',')).GroupBy(parts => parts[0]).Select(one =>
            (Part(one, "train"), Part(one, "test"))),
    ];

    private static float[] Part(IEnumerable<string[]> rows, string part) => [.. rows.Where(row => row[1] == part).Select(row => float.Parse(row[3], CultureInfo.InvariantCulture))];
}
