using Saker.Onnx.Graphs;
using Saker.Onnx.Upgrading;

namespace Saker.Onnx.Tests.Upgrading;

public sealed class OpsetUpgraderTests
{
    private static readonly Tensor s_matrix = Tensor.Of(new[] { 1f, 2, 3, 4, 5, 6 }, 2, 3);

    public static TheoryData<string, int, string, string> Cases => new()
    {
        // Operator, its set, attributes, what the matrix 1 2 3 / 4 5 6 becomes.
        { "Slice", 9, "starts=0,1 ends=2,3", "2 3 5 6" },
        { "Slice", 1, "starts=1 ends=2 axes=1", "2 5" },
        { "Clip", 6, "min:2 max:5", "2 2 3 4 5 5" },
        { "Clip", 10, "min:2.5", "2.5 2.5 3 4 5 6" },
        { "Pad", 2, "pads=0,1,0,0 value:9", "9 1 2 3 9 4 5 6" },
        { "Squeeze", 11, "", "1 2 3 4 5 6" },
        { "Unsqueeze", 11, "axes=0,3", "1 2 3 4 5 6" },
        { "ReduceSum", 11, "axes=1 keepdims=0", "6 15" },
        { "ReduceMean", 13, "axes=0 keepdims=1", "2.5 3.5 4.5" },
        { "ReduceMax", 11, "", "6" },
        { "ReduceL1", 17, "axes=-1", "6 15" },
        { "Softmax", 11, "axis=0", "0.00426978 0.0116065 0.0315496 0.0857608 0.233122 0.633691" },
        { "Softmax", 12, "axis=1", "0.0900306 0.244728 0.665241 0.0900306 0.244728 0.665241" },
        { "LogSoftmax", 11, "", "-2.40761 -1.40761 -0.407606 -2.40761 -1.40761 -0.407606" },
        { "Hardmax", 11, "axis=0", "0 0 0 0 0 1" },
        { "Dropout", 7, "ratio:0.9", "1 2 3 4 5 6" },
        { "Upsample", 7, "scales:1,2 mode$nearest", "1 1 2 2 3 3 4 4 5 5 6 6" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operators_of_earlier_sets_compute_the_same_in_the_current_one(string operatorType, int opset, string attributes, string expected)
    {
        var model = OldModel.Of(Math.Max(opset, OpsetUpgrader.Oldest), operatorType, [s_matrix], [.. attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Attribute)]);
        var computed = OldModel.RunUpgraded(model, s_matrix);
        var wanted = expected.Split(' ').Select(float.Parse).ToArray();
        Assert.Equal(wanted.Length, computed.Length);
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], computed[i], 1e-5f);
    }

    [Fact]
    public void Operands_that_lay_at_an_axis_still_do()
    {
        var column = Tensor.Vector(10f, 20f);
        var model = OldModel.Of(6, "Add", [s_matrix, column], NodeAttribute.Of("broadcast", 1), NodeAttribute.Of("axis", 0));
        Assert.Equal([11f, 12, 13, 24, 25, 26], OldModel.RunUpgraded(model, s_matrix, column));
    }

    [Fact]
    public void Names_inputs_and_metadata_stay()
    {
        var model = OldModel.Of(9, "Slice", [s_matrix], NodeAttribute.Of("starts", new[] { 0L }), NodeAttribute.Of("ends", new[] { 1L }));
        model.Proto.MetadataProps.Add(new Wire.StringStringEntryProto { Key = "kept", Value = "yes" });
        var upgraded = OpsetUpgrader.Upgrade(model);
        Assert.Equal("old_node", upgraded.Graph.Nodes.Single().Name);
        Assert.Equal(["in0"], upgraded.Graph.InputNames);
        Assert.Equal("yes", upgraded.Metadata["kept"]);
        Assert.Equal(OpsetUpgrader.Current, upgraded.OperatorSets.Single().Version);
        Assert.Equal(9, model.OperatorSets.Single().Version);
    }

    [Fact]
    public void A_model_of_the_current_set_comes_back_as_it_is()
    {
        var model = OldModel.Of(OpsetUpgrader.Current, "Relu", [s_matrix]);
        Assert.Same(model, OpsetUpgrader.Upgrade(model));
    }

    [Fact]
    public void What_has_no_later_form_is_refused_by_name()
    {
        var old = Assert.Throws<OnnxException>(() => OpsetUpgrader.Upgrade(OldModel.Of(5, "Relu", [s_matrix])));
        Assert.Contains("operator set 5", old.Message);
        var spatial = OldModel.Of(8, "BatchNormalization", [s_matrix], NodeAttribute.Of("spatial", 0));
        Assert.Contains("'old_node' (BatchNormalization)", Assert.Throws<OnnxException>(() => OpsetUpgrader.Upgrade(spatial)).Message);
        Assert.Contains("'old_node' (Upsample)", Assert.Throws<OnnxException>(() => OpsetUpgrader.Upgrade(OldModel.Of(7, "Upsample", [s_matrix]))).Message);
    }

    // name=1,2 integers; name:1,2 floats; name$text.
    private static NodeAttribute Attribute(string text)
    {
        var at = text.IndexOfAny(['=', ':', '$']);
        var (name, value) = (text[..at], text[(at + 1)..]);
        return text[at] switch
        {
            '=' when name is "axis" or "keepdims" => NodeAttribute.Of(name, long.Parse(value)),
            '=' => NodeAttribute.Of(name, value.Split(',').Select(long.Parse)),
            ':' when name == "scales" => NodeAttribute.Of(name, value.Split(',').Select(float.Parse)),
            ':' => NodeAttribute.Of(name, float.Parse(value)),
            _ => NodeAttribute.Of(name, value),
        };
    }
}
