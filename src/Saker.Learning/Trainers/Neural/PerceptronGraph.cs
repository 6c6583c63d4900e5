using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Editing;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The network that is trained: embeddings of categories, dense layers, and at the end the log odds, a margin for each class, or a number.</summary>
internal sealed class PerceptronGraph
{
    public const string Features = "features";

    private const string Head = "head";

    private readonly int _width;
    private readonly IReadOnlyList<(int Start, int Count)> _groups;
    private readonly NeuralNetwork _settings;
    private readonly int _outputs;

    /// <param name="settings">Layers, their width, dropout, embeddings.</param>
    /// <param name="width">What goes in.</param>
    /// <param name="groups">Categories to embed.</param>
    /// <param name="start">What to begin with: the log odds, or a number for each output.</param>
    /// <param name="seed">Decides the weights to begin with.</param>
    public PerceptronGraph(NeuralNetwork settings, int width, IReadOnlyList<(int Start, int Count)> groups, float[] start, long seed)
    {
        (_settings, _width, _groups, _outputs) = (settings, width, groups, start.Length);
        var network = new NetworkBuilder("perceptron", seed);
        var value = network.Input(Features, width);
        if (groups.Count > 0)
            value = Embed(value);
        for (var layer = 0; layer < settings.Layers; layer++)
            value = value.Dense(Hidden(layer), settings.Width).Relu().Dropout((float)settings.Dropout);
        // The last layer begins small, at the odds of all rows.
        network.Output("log_odds", value.Dense(Head, _outputs, Initialiser.Normal(0.1 / Math.Sqrt(value.Shape[^1]))));
        var built = network.Build();
        Network = built with { Model = new ModelEditor(built.Model).SetConstant($"{Head}.bias", Tensor.Vector(start)).Build() };
    }

    public Network Network { get; }

    /// <summary>The layers with the weights of a trained model.</summary>
    public IReadOnlyList<DenseLayer> Read(OnnxModel trained)
    {
        var weights = new ModelEditor(trained);
        float[] Of(string name) => weights.Constant(name).Span<float>().ToArray();
        var layers = new List<DenseLayer>();
        if (_groups.Count > 0)
            layers.Add(EmbeddingLayer(group => Of($"{Embedding(group)}.weight")));
        for (var layer = 0; layer < _settings.Layers; layer++)
            layers.Add(new DenseLayer(Of($"{Hidden(layer)}.weight"), Of($"{Hidden(layer)}.bias"), _settings.Width, IsRectified: true));
        layers.Add(new DenseLayer(Of($"{Head}.weight"), Of($"{Head}.bias"), _outputs, IsRectified: false));
        return layers;
    }

    private static string Hidden(int layer) => $"hidden{layer + 1}";

    private static string Embedding(int group) => $"category{group + 1}";

    // Each group of categories becomes a few numbers of its own, behind the other features.
    private NetworkValue Embed(NetworkValue features)
    {
        var parts = Kept().ToArray() is { Length: > 0 } kept ? new List<NetworkValue> { features.Pick(1, kept) } : [];
        for (var group = 0; group < _groups.Count; group++)
        {
            var (start, count) = _groups[group];
            parts.Add(features.Pick(1, [.. Enumerable.Range(start, count).Select(feature => (long)feature)])
                .Dense(Embedding(group), _settings.Embeddings, Initialiser.Normal(1 / Math.Sqrt(_settings.Embeddings)), hasBias: false));
        }
        return parts[0].Concat(1, parts[1..]);
    }

    private IEnumerable<long> Kept() => Enumerable.Range(0, _width).Where(feature => !_groups.Any(group => feature >= group.Start && feature < group.Start + group.Count)).Select(feature => (long)feature);

    // The embeddings as one layer: 1 for each feature that stays, a table's rows for each category.
    private DenseLayer EmbeddingLayer(Func<int, float[]> table)
    {
        long[] kept = [.. Kept()];
        var (size, width) = (_settings.Embeddings, kept.Length + _groups.Count * _settings.Embeddings);
        var weights = new float[_width * width];
        for (var column = 0; column < kept.Length; column++)
            weights[kept[column] * width + column] = 1;
        for (var group = 0; group < _groups.Count; group++)
            for (var i = 0; i < _groups[group].Count; i++)
                table(group).AsSpan(i * size, size).CopyTo(weights.AsSpan((_groups[group].Start + i) * width + kept.Length + group * size));
        return new DenseLayer(weights, [], width, IsRectified: false);
    }
}
