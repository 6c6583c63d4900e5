using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class TextNodesTests
{
    private static readonly Tensor Texts = Tensor.Of(["Oslo", "oslo", "", "Zürich", "大阪", "a\0b"], 6, 1);

    [Fact]
    public void Text_is_compared_exactly()
    {
        Assert.Equal([true, false, false, false, false, false], NodeRun.Compute(2, (graph, inputs) => graph.TextEquals(inputs[0], "Oslo"), Texts).Span<bool>().ToArray());
        Assert.Equal([false, false, false, true, true, false], NodeRun.Compute(2, (graph, inputs) => graph.TextIsOneOf(inputs[0], ["大阪", "Zürich", "大阪"]), Texts).Span<bool>().ToArray());
        Assert.Equal([false, false, false, false, false, true], NodeRun.Compute(2, (graph, inputs) => graph.TextEquals(inputs[0], "a\0b"), Texts).Span<bool>().ToArray());
    }

    [Fact]
    public void Missing_text_is_empty_text() =>
        Assert.Equal([false, false, true, false, false, false], NodeRun.Compute(2, (graph, inputs) => graph.IsEmptyText(inputs[0]), Texts).Span<bool>().ToArray());

    [Fact]
    public void Numbers_are_no_text() =>
        Assert.Contains("'in0' is Float64", NodeRun.Refuse((graph, inputs) => graph.TextEquals(inputs[0], "x"), ElementType.Float64), StringComparison.Ordinal);
}
