using System.IO.Enumeration;
using Saker.Onnx.Inspection;

namespace Saker.Onnx.FineTuning;

/// <summary>Chooses which weights of a model are trained; all others are frozen.</summary>
public static class TrainableParts
{
    /// <summary>The weights of the last layers, counted from the output back.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layerCount">Layers, 1 or more; more than there are takes all.</param>
    /// <exception cref="OnnxException">The model has no layers to train, or none are asked for.</exception>
    public static IReadOnlyList<string> Last(OnnxModel model, int layerCount)
    {
        if (layerCount < 1)
            throw new OnnxException($"One layer or more is trained; {layerCount} were asked for.");
        return [.. Layers(model).TakeLast(layerCount).SelectMany(layer => layer.Weights).Select(weight => weight.Name)];
    }

    /// <summary>How many layers of a model can be trained.</summary>
    /// <exception cref="OnnxException">The model has no layers to train.</exception>
    public static int CountLayers(OnnxModel model) => Layers(model).Count;

    /// <summary>The weights whose names, or the names of the layers that take them, fit one of several patterns, in which <c>*</c> stands for anything and <c>?</c> for one character.</summary>
    /// <exception cref="OnnxException">A pattern fits none.</exception>
    public static IReadOnlyList<string> Named(OnnxModel model, params IReadOnlyList<string> patterns)
    {
        var weights = Layers(model).SelectMany(layer => layer.Weights.Select(weight => (weight.Name, layer.Node))).ToArray();
        if (patterns.FirstOrDefault(pattern => !weights.Any(weight => Fits(pattern, weight))) is { } idle)
            throw new OnnxException($"No weight's name fits '{idle}', nor does a layer's; there are {string.Join(", ", weights.Take(20).Select(weight => $"'{weight.Name}' of '{weight.Node}'"))}{(weights.Length > 20 ? " and more" : "")}.");
        return [.. weights.Where(weight => patterns.Any(pattern => Fits(pattern, weight))).Select(weight => weight.Name)];
    }

    /// <summary>All weights but those whose names, or whose layers' names, fit one of several patterns.</summary>
    /// <exception cref="OnnxException">A pattern fits none, or nothing is left to train.</exception>
    public static IReadOnlyList<string> Except(OnnxModel model, params IReadOnlyList<string> patterns)
    {
        var frozen = Named(model, patterns).ToHashSet(StringComparer.Ordinal);
        string[] left = [.. Layers(model).SelectMany(layer => layer.Weights).Select(weight => weight.Name).Where(name => !frozen.Contains(name))];
        return left.Length > 0 ? left : throw new OnnxException("All weights would be frozen; nothing is left to train.");
    }

    /// <summary>What the learning rate of each weight is multiplied with, so that earlier layers move less (Howard and Ruder 2018).</summary>
    /// <param name="model">The model.</param>
    /// <param name="decay">What a layer's factor is of the one after it, above 0 to 1.</param>
    public static IReadOnlyDictionary<string, float> RateFactors(OnnxModel model, float decay)
    {
        if (!(decay is > 0 and <= 1))
            throw new OnnxException($"A layer's rate is a share of the next one's, above 0 and at most 1; {decay} was asked for.");
        var layers = Layers(model);
        return layers.SelectMany((layer, i) => layer.Weights.Select(weight => (weight.Name, Factor: MathF.Pow(decay, layers.Count - 1 - i)))).ToDictionary(pair => pair.Name, pair => pair.Factor, StringComparer.Ordinal);
    }

    private static IReadOnlyList<TrainableLayer> Layers(OnnxModel model) => ModelInspector.Layers(model) is { Count: > 0 } layers ? layers : throw new OnnxException("The model stores no weights that could be trained.");

    private static bool Fits(string pattern, (string Weight, string Layer) names) => Fits(pattern, names.Weight) || Fits(pattern, names.Layer);

    private static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
