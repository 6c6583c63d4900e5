using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Upgrading;

namespace Saker.Onnx.Attribution;

/// <summary>
/// Shows which places of a picture raised an output (Selvaraju et al. 2017, Grad-CAM): channels of a feature map, weighted by how fast the output rises with their mean.
/// Works for any graph with convolutions over two extents. The graph is built at each call. Thread-safe.
/// </summary>
/// <param name="model">The model; it is left as it is.</param>
/// <param name="layer">The feature map [rows, channels, height, width] to look at; the last one of more than one place where left out.</param>
/// <param name="settings">What is explained.</param>
public sealed class GradCam(OnnxModel model, string? layer = null, AttributionSettings? settings = null)
{
    private readonly AttributionSettings _settings = settings ?? new AttributionSettings();

    /// <summary>A map for each row.</summary>
    /// <param name="inputs">A tensor for each input of the model; the first of four extents is the picture, [rows, channels, height, width].</param>
    /// <param name="index">The class; that with the largest output, row by row, where null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OnnxException">The graph has no such feature map, or cannot be differentiated from the output back to it.</exception>
    public GradCamMap Of(IReadOnlyDictionary<string, Tensor> inputs, int? index, CancellationToken cancellationToken)
    {
        var picture = inputs.Values.FirstOrDefault(tensor => tensor.Shape.Count == 4) ?? throw new OnnxException("No input has four extents [rows, channels, height, width]; Grad-CAM is for pictures.");
        var upgraded = OpsetUpgrader.Upgrade(model);
        // The score before a softmax: at a probability of 1 that has no gradient any more.
        var output = _settings.Output ?? GradientInputs.Logits(upgraded);
        var draft = new GraphDraft(upgraded.Proto.Clone());
        draft.HoistConstants();
        InputShapes.FixRows(draft.Graph, 1, inputs.ToDictionary(input => input.Key, input => input.Value.Shape, StringComparer.Ordinal));
        var (name, shape) = FeatureMaps.Find(draft, output, layer);
        // Gradients are by inputs: zeros that are added to the feature map have its gradient.
        var shift = draft.Fresh("feature_shift");
        draft.Graph.Input.Add(WireTypes.ValueInfo(shift, ElementType.Float32, shape));
        var shifted = draft.Fresh("feature_shifted");
        foreach (var node in draft.Graph.Node)
            for (var i = 0; i < node.Input.Count; i++)
                if (node.Input[i] == name)
                    node.Input[i] = shifted;
        draft.Add("Add", [name, shift], [shifted]);
        GraphOrder.Sort(draft.Graph);

        var all = new Dictionary<string, Tensor>(inputs, StringComparer.Ordinal) { [shift] = Tensor.Of(new float[shape.Aggregate(1L, (product, extent) => product * extent)], shape) };
        using var run = new GradientRun(new OnnxModel(draft.Model), GradientRun.Picked, output, [shift], all, _settings.ThreadCount, name);
        var given = run.Run(all, InputGradients.Pick(run, all, index, cancellationToken), cancellationToken);
        var coarse = Weigh(given.All[name].Span<float>(), given.Gradients[shift].Span<float>(), shape);
        var chosen = index is { } one ? [.. Enumerable.Repeat(one, (int)shape[0])] : OutputPick.Largest(given.Predictions);
        return new GradCamMap(name, Tensor.Of(coarse, shape[0], shape[2], shape[3]),
            Tensor.Of(Interpolation.Linear(coarse, (int)shape[0], (int)shape[2], (int)shape[3], (int)picture.Shape[2], (int)picture.Shape[3]), shape[0], picture.Shape[2], picture.Shape[3]), chosen);
    }

    private static float[] Weigh(ReadOnlySpan<float> features, ReadOnlySpan<float> gradients, long[] shape)
    {
        var places = (int)(shape[2] * shape[3]);
        var map = new float[shape[0] * places];
        for (var channel = 0; channel < shape[0] * shape[1]; channel++)
        {
            var weight = 0f;
            foreach (var gradient in gradients.Slice(channel * places, places))
                weight += gradient / places;
            var row = map.AsSpan((int)(channel / shape[1]) * places, places);
            for (var i = 0; i < places; i++)
                row[i] += weight * features[channel * places + i];
        }
        for (var i = 0; i < map.Length; i++)
            map[i] = Math.Max(0, map[i]);
        return map;
    }
}
