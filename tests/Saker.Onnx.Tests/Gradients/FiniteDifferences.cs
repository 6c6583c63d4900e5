using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Gradients;

/// <summary>Compares gradients with what small steps of the inputs do.</summary>
internal static class FiniteDifferences
{
    private const int MaxElements = 24;
    private const double Step = 1.0 / 64;
    private const double Tolerance = 6e-3;

    /// <summary>How a case's gradients differ; null when they agree.</summary>
    public static string? FindDifference(GradientCase tried, GraphOptimizationLevel level)
    {
        var settings = new SessionSettings { Optimization = level };
        var inputs = tried.Inputs.Select((tensor, i) => (Name: $"in{i}", tensor)).ToDictionary(pair => pair.Name, pair => pair.tensor);
        using var plain = new OnnxSession(tried.Build(weights: null), new SessionSettings { Optimization = GraphOptimizationLevel.ORT_DISABLE_ALL });
        var result = plain.Run(inputs)[0];
        var weights = Drawn.Of([.. result.Shape]);

        string[] wanted = [.. inputs.Where(input => input.Value.Type == ElementType.Float32).Select(input => input.Key)];
        var built = GradientBuilder.Build(tried.Build(weights), new GradientSettings { Loss = "loss", WithRespectTo = wanted });
        built.Model.Validate();
        using var session = new OnnxSession(built.Model, settings);
        var outputs = session.Outputs.Zip(session.Run(inputs)).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        double Loss() => Weighted(plain.Run(inputs)[0], weights);
        foreach (var name in wanted)
            if (FindDifference(name, inputs[name], outputs[built.Gradients[name]], Loss) is { } problem)
                return problem;
        return null;
    }

    private static string? FindDifference(string name, Tensor input, Tensor gradient, Func<double> loss)
    {
        if (!gradient.Shape.SequenceEqual(input.Shape))
            return $"{name}: gradient of shape [{string.Join(", ", gradient.Shape)}]";
        var given = gradient.Span<float>().ToArray();
        var scale = given.Max(Math.Abs);
        var values = (float[])input.Data;
        var (compared, skipped) = (0, 0);
        for (var i = 0; i < values.Length; i += Math.Max(1, values.Length / MaxElements))
        {
            var wide = Slope(values, i, Step, loss);
            var narrow = Slope(values, i, Step / 2, loss);
            var allowed = Tolerance * Math.Max(scale, 0.1);
            // Two steps that disagree have a kink between them, where there is no slope to compare with.
            if (Math.Abs(wide - narrow) > 10 * allowed)
            {
                skipped++;
                continue;
            }
            compared++;
            var slope = (4 * narrow - wide) / 3;
            if (!(Math.Abs(slope - given[i]) <= allowed))
                return $"{name}[{i}] has the gradient {given[i]:G6}; small steps give {slope:G6}";
        }
        return skipped * 4 <= compared ? null : $"{name}: {skipped} of {skipped + compared} elements lie at kinks";
    }

    private static double Slope(float[] values, int index, double step, Func<double> loss)
    {
        var before = values[index];
        values[index] = (float)(before + step);
        var up = loss();
        var right = values[index];
        values[index] = (float)(before - step);
        var down = loss();
        var width = (double)right - values[index];
        values[index] = before;
        return (up - down) / width;
    }

    private static double Weighted(Tensor result, Tensor weights)
    {
        var sum = 0.0;
        for (var i = 0; i < result.Count; i++)
            sum += (double)result.Span<float>()[i] * weights.Span<float>()[i];
        return sum;
    }
}
