using System.Globalization;
using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Scores.Calibrating;

/// <summary>The sigmoid of slope times log-odds plus shift.</summary>
internal sealed class LogOddsCalibrator : Calibrator
{
    // Float32 knows no probability between 1 - 6e-8 and 1: what is nearer counts as that.
    private const double Edge = 1e-7;
    private const int MaxSteps = 100;

    private LogOddsCalibrator(CalibrationMethod method, double slope, double shift)
    {
        Method = method;
        Slope = slope;
        Shift = shift;
    }

    public override CalibrationMethod Method { get; }

    public double Slope { get; }

    public double Shift { get; }

    public override string Summary => Method == CalibrationMethod.Temperature
        ? string.Create(CultureInfo.InvariantCulture, $"temperature {1 / Slope:0.###}")
        : string.Create(CultureInfo.InvariantCulture, $"slope {Slope:0.###}, shift {Shift:0.###}");

    /// <summary>Slope and shift of the largest likelihood, the classes moved off 0 and 1 by Platt's prior.</summary>
    public static LogOddsCalibrator FitPlatt(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, "Calibration");
        var aims = new double[target.Length];
        for (var row = 0; row < aims.Length; row++)
            aims[row] = target[row] == 1f ? (positives + 1.0) / (positives + 2.0) : 1 / (negatives + 2.0);
        var (slope, shift) = Maximise(Odds(probability), aims, withShift: true);
        return new LogOddsCalibrator(CalibrationMethod.Platt, RequireRising(slope), shift);
    }

    /// <summary>The temperature of the largest likelihood.</summary>
    public static LogOddsCalibrator FitTemperature(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        var aims = new double[target.Length];
        for (var row = 0; row < aims.Length; row++)
            aims[row] = target[row];
        var (slope, _) = Maximise(Odds(probability), aims, withShift: false);
        return new LogOddsCalibrator(CalibrationMethod.Temperature, RequireRising(slope), 0);
    }

    private protected override double Map(double probability) => Sigmoid((Slope * Odds(probability)) + Shift);

    private protected override Value EmitMap(GraphBuilder graph, Value probability)
    {
        var held = graph.ClipKeepingMissing(probability, graph.Number(Edge), graph.Number(1 - Edge));
        var odds = graph.Arithmetic("Log", graph.Arithmetic("Div", held, graph.Arithmetic("Sub", graph.Number(1), held)));
        return graph.Arithmetic("Sigmoid", graph.Arithmetic("Add", graph.Arithmetic("Mul", odds, graph.Number(Slope)), graph.Number(Shift)));
    }

    private static double Odds(double probability)
    {
        var held = Math.Clamp(probability, Edge, 1 - Edge);
        return Math.Log(held / (1 - held));
    }

    private static double[] Odds(ReadOnlySpan<float> probability)
    {
        var odds = new double[probability.Length];
        for (var row = 0; row < odds.Length; row++)
            odds[row] = Odds(probability[row]);
        return odds;
    }

    /// <summary>Newton's method with halved steps (Lin, Lin and Weng 2007); the likelihood has one summit.</summary>
    private static (double Slope, double Shift) Maximise(double[] odds, double[] aims, bool withShift)
    {
        var (slope, shift) = (1.0, 0.0);
        var loss = Loss(odds, aims, slope, shift);
        for (var step = 0; step < MaxSteps; step++)
        {
            var (toSlope, toShift) = Direction(odds, aims, slope, shift, withShift);
            var size = 1.0;
            var next = Loss(odds, aims, slope + toSlope, shift + toShift);
            while (!(next <= loss) && size > 1e-10)
            {
                size /= 2;
                next = Loss(odds, aims, slope + (size * toSlope), shift + (size * toShift));
            }
            if (!(next <= loss))
                break;
            (slope, shift) = (slope + (size * toSlope), shift + (size * toShift));
            if (Math.Abs(toSlope) + Math.Abs(toShift) < 1e-12 * (1 + Math.Abs(slope) + Math.Abs(shift)))
                break;
            loss = next;
        }
        return (slope, shift);
    }

    private static (double Slope, double Shift) Direction(double[] odds, double[] aims, double slope, double shift, bool withShift)
    {
        // The Hessian is held off 0, where all rows are certain.
        const double ridge = 1e-12;
        var (g0, g1, h00, h01, h11) = (0.0, 0.0, ridge, 0.0, ridge);
        for (var row = 0; row < odds.Length; row++)
        {
            var probability = Sigmoid((slope * odds[row]) + shift);
            var (error, weight) = (aims[row] - probability, probability * (1 - probability));
            g0 += error * odds[row];
            g1 += error;
            h00 += weight * odds[row] * odds[row];
            h01 += weight * odds[row];
            h11 += weight;
        }
        if (!withShift)
            return (g0 / h00, 0);
        var determinant = (h00 * h11) - (h01 * h01);
        return determinant <= 0 ? (0, g1 / h11) : (((h11 * g0) - (h01 * g1)) / determinant, ((h00 * g1) - (h01 * g0)) / determinant);
    }

    private static double Loss(double[] odds, double[] aims, double slope, double shift)
    {
        var loss = 0.0;
        for (var row = 0; row < odds.Length; row++)
        {
            // log(1 + exp(z)) - aim z, without overflow.
            var z = (slope * odds[row]) + shift;
            loss += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (aims[row] * z);
        }
        return loss;
    }

    private static double RequireRising(double slope) => slope > 0
        ? slope
        : throw new SakerException(ErrorKind.InvalidInput, "The probabilities cannot be calibrated: rows of a higher probability are not more often positive. The model is no better than chance.", "calibrate");

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
