using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Reading;

namespace Saker.Learning.Explanation.Linear;

/// <summary>
/// Reads linear functions out of graphs: <c>MatMul</c> with constant weights and the <c>Add</c> of a constant behind it, one column of weights or, of a
/// classifier of several classes that was trained here, one for each class; <c>Gemm</c>,
/// and <c>LinearRegressor</c> and <c>LinearClassifier</c> of <c>ai.onnx.ml</c>.
/// </summary>
internal static class LinearReader
{
    public static bool Reads(OnnxModel model, OnnxNode node) => node.Operator switch
    {
        "MatMul" => node.Inputs.Count == 2 && (IsColumn(model, node.Inputs[1]) || IsOfClasses(model, node)),
        "Gemm" => node.Inputs.Count >= 2 && model.Graph.FindInitializer(node.Inputs[1]) is { Shape.Count: 2 } weights && weights.Shape[node.FindAttribute("transB")?.Integer == 1 ? 0 : 1] == 1
            && (node.FindAttribute("transA")?.Integer ?? 0) == 0,
        "LinearRegressor" or "LinearClassifier" => node.Domain == "ai.onnx.ml",
        _ => false,
    };

    /// <summary>The value that has the margin.</summary>
    public static string Margin(OnnxModel model, OnnxNode node) => node.Operator == "MatMul" && Offset(model, node) is { } offset ? offset.Node.Outputs[0] : node.Outputs[^1];

    /// <param name="model">The graph.</param>
    /// <param name="node">One that <see cref="Reads"/> accepts.</param>
    /// <param name="target">The class or target; null for the positive class of two, else the first.</param>
    /// <param name="reference">Features of rows whose means are taken; null for those that the model records.</param>
    /// <param name="featureCount">How many features there are.</param>
    public static LinearShap Read(OnnxModel model, OnnxNode node, int? target, FeatureMatrix? reference, int featureCount)
    {
        var (coefficients, intercept) = node.Operator switch
        {
            "MatMul" when IsOfClasses(model, node) => OfClass(model, node, target ?? 0),
            "MatMul" => (Numbers(model, node.Inputs[1]), Offset(model, node)?.Value ?? 0),
            "Gemm" => Gemm(model, node),
            _ => Row(node, target, featureCount),
        };
        if (coefficients.Length != featureCount)
            throw new SakerException(ErrorKind.InvalidInput, $"The linear function '{node.Name}' has {coefficients.Length} coefficients for {featureCount} features.");
        return new LinearShap(coefficients, intercept, Means(model, reference, featureCount) ?? new double[featureCount]);
    }

    /// <summary>What the base stands for, in words.</summary>
    public static string Describe(OnnxModel model, FeatureMatrix? reference) =>
        reference is not null ? "The base is the margin at the mean of the reference rows."
        : model.Metadata.ContainsKey(ModelGraph.FeatureMeansKey) ? "The base is the margin at the mean of the training rows; features count as independent."
        : "The model does not record the means of its features, so attributions start from 0 of each: give reference rows for their means.";

    private static double[]? Means(OnnxModel model, FeatureMatrix? reference, int featureCount)
    {
        if (reference is { RowCount: > 0 })
            return [.. Enumerable.Range(0, featureCount).Select(feature => Enumerable.Range(0, reference.RowCount).Select(row => (double)reference.Row(row)[feature]).Where(double.IsFinite).DefaultIfEmpty(0).Average())];
        if (!model.Metadata.TryGetValue(ModelGraph.FeatureMeansKey, out var text))
            return null;
        try
        {
            return JsonSerializer.Deserialize<double[]>(text) is { } means && means.Length == featureCount ? means : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsColumn(OnnxModel model, string value) => model.Graph.FindInitializer(value) is { Shape: [_, 1] };

    // Networks have layers of many columns, too, but in float32.
    private static bool IsOfClasses(OnnxModel model, OnnxNode node) =>
        model.Metadata.ContainsKey(ModelGraph.ClassesKey) && model.Graph.FindInitializer(node.Inputs[1]) is { Type: ElementType.Float64, Shape: [_, > 1] };

    private static (double[] Coefficients, double Intercept) OfClass(OnnxModel model, OnnxNode node, int target)
    {
        var weights = model.Graph.FindInitializer(node.Inputs[1])!.Read();
        var count = (int)weights.Shape[1];
        if (target < 0 || target >= count)
            throw new SakerException(ErrorKind.InvalidInput, $"The model has {count} classes, numbered from 0; there is no {target}.", "target");
        var all = weights.Span<double>().ToArray();
        var offsets = Added(model, node) is { } added ? Numbers(model, added.Constant) : [];
        return ([.. all.Where((_, place) => place % count == target)], offsets.Length == count ? offsets[target] : 0);
    }

    private static (OnnxNode Node, string Constant)? Added(OnnxModel model, OnnxNode node)
    {
        foreach (var taker in model.Graph.Nodes.Where(taker => taker.Operator == "Add" && taker.Inputs.Contains(node.Outputs[0])))
        {
            var other = taker.Inputs.First(input => input != node.Outputs[0]);
            if (model.Graph.FindInitializer(other) is not null)
                return (taker, other);
        }
        return null;
    }

    private static (OnnxNode Node, double Value)? Offset(OnnxModel model, OnnxNode node)
    {
        foreach (var taker in model.Graph.Nodes.Where(taker => taker.Operator == "Add" && taker.Inputs.Contains(node.Outputs[0])))
        {
            var other = taker.Inputs.First(input => input != node.Outputs[0]);
            if (model.Graph.FindInitializer(other) is not null && Numbers(model, other) is [var offset])
                return (taker, offset);
        }
        return null;
    }

    private static (double[] Coefficients, double Intercept) Gemm(OnnxModel model, OnnxNode node)
    {
        var alpha = node.FindAttribute("alpha")?.Float ?? 1;
        var beta = node.FindAttribute("beta")?.Float ?? 1;
        var offset = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? Numbers(model, node.Inputs[2]) : [0];
        return ([.. Numbers(model, node.Inputs[1]).Select(weight => alpha * weight)], beta * offset[0]);
    }

    // Coefficients lie target by target; a classifier of two classes may have one row, that of the second.
    private static (double[] Coefficients, double Intercept) Row(OnnxNode node, int? target, int featureCount)
    {
        var all = node.FindAttribute("coefficients")?.Floats ?? [];
        var intercepts = node.FindAttribute("intercepts")?.Floats ?? [];
        var rows = Math.Max(1, all.Count / Math.Max(1, featureCount));
        var isBinary = node.Operator == "LinearClassifier" && rows <= 2;
        var wanted = target ?? (isBinary ? 1 : 0);
        var row = rows == 1 ? 0 : wanted;
        if (wanted < 0 || wanted >= (isBinary ? 2 : rows))
            throw new SakerException(ErrorKind.InvalidInput, $"The model has {(isBinary ? 2 : rows)} targets or classes, numbered from 0; there is no {wanted}.", "target");
        var sign = rows == 1 && isBinary && wanted == 0 ? -1 : 1;
        return ([.. all.Skip(row * featureCount).Take(featureCount).Select(value => sign * (double)value)], intercepts.Count > row ? sign * intercepts[row] : 0);
    }

    private static double[] Numbers(OnnxModel model, string constant)
    {
        var tensor = model.Graph.FindInitializer(constant)?.Read();
        return tensor?.Type switch
        {
            ElementType.Float64 => tensor.Span<double>().ToArray(),
            ElementType.Float32 => [.. tensor.Span<float>().ToArray().Select(value => (double)value)],
            _ => [],
        };
    }
}
