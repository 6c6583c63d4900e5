using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>
/// The operators whose code in the engine ends the whole process on inputs that it should refuse: a division by the number of
/// elements, or a look beyond the extents of a shape.
/// </summary>
internal static class FragileOperators
{
    private const string MachineLearning = "ai.onnx.ml";
    private const string Microsoft = "com.microsoft";

    /// <summary>What a node's inputs must be.</summary>
    /// <param name="node">The node.</param>
    /// <param name="areRanksOpen">Whether those who ask may choose how many extents values of the graph have; else the engine itself refused a graph where they do not fit.</param>
    public static IEnumerable<FragileInput> Of(NodeProto node, bool areRanksOpen) => (node.IsStandard() ? "" : node.Domain, node.OpType) switch
    {
        ("", "TopK") => Filled(node, 0),
        ("", "LpNormalization") => Filled(node, 0).Concat(areRanksOpen ? Ranked(node, 1, 0) : []),
        ("", "ConvTranspose") => Filled(node, 0).Concat(areRanksOpen ? Ranked(node, 3, 0, 1) : []),
        ("", "DFT") => Filled(node, 0).Concat(areRanksOpen ? Ranked(node, 3, 0) : []),
        ("", "STFT") => Filled(node, 0, 2).Concat(areRanksOpen ? Ranked(node, 3, 0) : []),
        (MachineLearning, "FeatureVectorizer") => Filled(node, [.. Enumerable.Range(0, node.Input.Count)]),
        ("" or Microsoft, "Trilu") => Given(node, 1).Select(input => new FragileInput(input, FragileNeed.Small)),
        _ => areRanksOpen ? OfRanks(node) : [],
    };

    private static IEnumerable<FragileInput> OfRanks(NodeProto node) => (node.IsStandard() ? "" : node.Domain, node.OpType) switch
    {
        ("", "Conv") => Ranked(node, 3, 0, 1),
        ("" or Microsoft, "GatherND") => Ranked(node, 1, 0, 1),
        ("", "ReverseSequence") => Ranked(node, 2, 0),
        (MachineLearning, "Normalizer") => Ranked(node, 1, 0),
        ("", "Concat") => Enumerable.Range(1, Math.Max(0, node.Input.Count - 1)).Select(input => new FragileInput(input, FragileNeed.RankOfFirst)),
        ("", "Einsum") => Terms(node),
        _ => [],
    };

    private static IEnumerable<FragileInput> Filled(NodeProto node, params int[] inputs) => inputs.SelectMany(input => Given(node, input)).Select(input => new FragileInput(input, FragileNeed.Elements));

    private static IEnumerable<FragileInput> Ranked(NodeProto node, int rank, params int[] inputs) =>
        inputs.SelectMany(input => Given(node, input)).Select(input => new FragileInput(input, FragileNeed.RankAtLeast, rank));

    // A term with an ellipsis stands for any number of extents beside those that it names.
    private static IEnumerable<FragileInput> Terms(NodeProto node) =>
        node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal).Split("->")[0].Split(',').Take(node.Input.Count).Select((term, input) => term.Contains('.', StringComparison.Ordinal)
            ? new FragileInput(input, FragileNeed.RankAtLeast, term.Replace(".", "", StringComparison.Ordinal).Length)
            : new FragileInput(input, FragileNeed.Rank, term.Length));

    private static IEnumerable<int> Given(NodeProto node, int input) => node.InputAt(input).Length > 0 ? [input] : [];
}
