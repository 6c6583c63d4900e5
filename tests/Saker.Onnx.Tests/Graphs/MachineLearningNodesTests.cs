using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

public sealed class MachineLearningNodesTests
{
    [Fact]
    public void One_hot_text_has_a_column_for_each_category_and_zeros_for_the_unknown()
    {
        var result = NodeRun.Compute(3, (graph, inputs) => graph.OneHotEncoder(inputs[0], ["a", "b", ""]), Tensor.Of(["b", "?", "a", ""], 4, 1));

        Assert.Equal([4L, 1L, 3L], result.Shape);
        Assert.Equal([0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f], result.Span<float>().ToArray());
    }

    [Fact]
    public void One_hot_integers_have_a_column_for_each_category() =>
        Assert.Equal([0f, 1f, 1f, 0f], NodeRun.Compute(3, (graph, inputs) => graph.OneHotEncoder(inputs[0], [7L, -7L]), Tensor.Of([-7L, 7L], 2, 1)).Span<float>().ToArray());

    [Fact]
    public void One_hot_without_zeros_fails_on_the_unknown() =>
        Assert.Throws<OnnxException>(() => NodeRun.Compute(3, (graph, inputs) => graph.OneHotEncoder(inputs[0], ["a"], zeros: false), Tensor.Of(["?"], 1, 1)));

    [Fact]
    public void Labels_are_mapped_between_types()
    {
        Assert.Equal([2L, -1L], NodeRun.Compute(1, (graph, inputs) => graph.LabelEncoder(inputs[0], ["a", "b"], [1L, 2L], -1L), Tensor.Vector("b", "?")).Span<long>().ToArray());
        Assert.Equal(["no", "yes", "?"], NodeRun.Compute(1, (graph, inputs) => graph.LabelEncoder(inputs[0], [0L, 1L], ["no", "yes"], "?"), Tensor.Vector(0L, 1L, 2L)).Span<string>().ToArray());
        Assert.Equal([0.5f, 9f], NodeRun.Compute(1, (graph, inputs) => graph.LabelEncoder(inputs[0], ["a"], [0.5f], 9f), Tensor.Vector("a", "")).Span<float>().ToArray());
        Assert.Equal(["B", "?"], NodeRun.Compute(1, (graph, inputs) => graph.LabelEncoder(inputs[0], ["b"], ["B"], "?"), Tensor.Vector("b", "c")).Span<string>().ToArray());
        Assert.Equal([5f, 0f], NodeRun.Compute(1, (graph, inputs) => graph.LabelEncoder(inputs[0], [3L], [5f], 0f), Tensor.Vector(3L, 4L)).Span<float>().ToArray());
    }

    [Fact]
    public void Labels_need_one_value_for_each_key_and_each_key_once()
    {
        Assert.Contains("2 keys (1 distinct) and 2 values", NodeRun.Refuse((graph, inputs) => graph.LabelEncoder(inputs[0], ["a", "a"], [1L, 2L], 0L), ElementType.Text), StringComparison.Ordinal);
        Assert.Contains("takes Text, the type of its keys; 'in0' is Int64", NodeRun.Refuse((graph, inputs) => graph.LabelEncoder(inputs[0], ["a"], [1L], 0L), ElementType.Int64), StringComparison.Ordinal);
        Assert.Contains("not Double", NodeRun.Refuse((graph, inputs) => graph.LabelEncoder(inputs[0], [1.0], [1L], 0L), ElementType.Float64), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_numbers_are_imputed_by_column() =>
        Assert.Equal([1f, 20f, 10f, 4f], NodeRun.Compute(2, (graph, inputs) => graph.Imputer(inputs[0], [10f, 20f]), Tensor.Of([1f, float.NaN, float.NaN, 4f], 2, 2)).Span<float>().ToArray());

    [Fact]
    public void Columns_are_shifted_and_scaled()
    {
        Assert.Equal([0f, 1f, 2f, 3f], NodeRun.Compute(2, (graph, inputs) => graph.Scaler(inputs[0], [1f, 2f], [2f, 0.5f]), Tensor.Of([1f, 4f, 2f, 8f], 2, 2)).Span<float>().ToArray());
        Assert.Contains("1 and 2 were given", NodeRun.Refuse((graph, inputs) => graph.Scaler(inputs[0], [1f], [2f, 0.5f]), ElementType.Float32), StringComparison.Ordinal);
    }
}
