using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Reading;

public sealed class OnnxModelTests
{
    [Fact]
    public void A_model_shows_its_nodes_constants_and_attributes()
    {
        var model = Sample();
        var encoder = model.Graph.Nodes[0];

        Assert.Equal(("OneHotEncoder", "ai.onnx.ml"), (encoder.Operator, encoder.Domain));
        Assert.Equal(["city"], encoder.Inputs);
        Assert.Equal(["Bergen", "Oslo"], encoder.FindAttribute("cats_strings")!.Texts);
        Assert.Equal(1, encoder.FindAttribute("zeros")!.Integer);
        Assert.Null(encoder.FindAttribute("cats_int64s"));
        Assert.Equal("sample", model.Graph.Name);
        Assert.Equal([-1L, 2L], model.Graph.Initializers[0].Read().Span<long>().ToArray());
        Assert.Equal(["city"], model.Graph.InputNames);
        Assert.Equal(["hot"], model.Graph.OutputNames);
        Assert.Equal("v", model.Metadata["k"]);
        Assert.Equal("saker", model.Producer);
    }

    [Fact]
    public void An_attribute_read_as_what_it_is_not_is_refused_by_name()
    {
        var zeros = Sample().Graph.Nodes[0].FindAttribute("zeros")!;

        Assert.Equal(AttributeKind.Integer, zeros.Kind);
        Assert.Equal("Attribute 'zeros' holds Integer, not Texts.", Assert.Throws<OnnxException>(() => zeros.Texts).Message);
    }

    [Fact]
    public void A_tensor_attribute_is_read()
    {
        var graph = new GraphBuilder("g");
        graph.Output("out", graph.Node("Constant", [], ElementType.Float32, [NodeAttribute.Of("value", Tensor.Vector(1f, 2f))]), 2);

        Assert.Equal([1f, 2f], OnnxModel.Parse(graph.Build().ToBytes()).Graph.Nodes[0].FindAttribute("value")!.Tensor.Span<float>().ToArray());
    }

    [Fact]
    public void Reading_and_writing_changes_no_byte()
    {
        var bytes = Sample().ToBytes();

        Assert.Equal(bytes, OnnxModel.Parse(bytes).ToBytes());
    }

    [Fact]
    public void Fields_that_are_not_known_here_are_kept()
    {
        // Field 9999 of the model and field 9998 of its graph, each a length-delimited text: tags (number << 3 | 2) as varints.
        byte[] unknown = [0xFA, 0xF0, 0x04, 0x03, (byte)'n', (byte)'e', (byte)'w'];
        byte[] inGraph = [0xF2, 0xF0, 0x04, 0x01, (byte)'g'];
        var proto = OnnxModel.Parse(Sample().ToBytes()).Proto;
        proto.Graph.MergeFrom(inGraph);
        proto.MergeFrom(unknown);
        var bytes = proto.ToByteArray();

        var again = OnnxModel.Parse(bytes).ToBytes();

        Assert.Equal(bytes, again);
        Assert.True(again.AsSpan().IndexOf(unknown) >= 0);
        Assert.True(again.AsSpan().IndexOf(inGraph) >= 0);
    }

    [Fact]
    public void A_saved_model_is_loaded_again_and_leaves_no_other_file()
    {
        var folder = Directory.CreateTempSubdirectory("saker-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllText(path, "an older file");
            Sample().Save(path);

            Assert.Equal(Sample().ToBytes(), OnnxModel.Load(path).ToBytes());
            Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Files_that_cannot_be_read_or_written_are_named()
    {
        var missing = Path.Combine(Path.GetTempPath(), "saker-there-is-no-such-folder", "model.onnx");

        Assert.Contains(missing, Assert.Throws<OnnxException>(() => OnnxModel.Load(missing)).Message, StringComparison.Ordinal);
        Assert.Contains(missing, Assert.Throws<OnnxException>(() => Sample().Save(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_beyond_the_limit_is_refused()
    {
        var bytes = Sample().ToBytes();

        Assert.Equal(bytes, OnnxModel.Parse(bytes, new ModelLimits { MaxBytes = bytes.Length }).ToBytes());
        Assert.Contains($"at most {bytes.Length - 1} are allowed", Assert.Throws<OnnxException>(() => OnnxModel.Parse(bytes, new ModelLimits { MaxBytes = bytes.Length - 1 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_in_other_files_are_refused_before_the_engine_could_open_them(bool inAttribute)
    {
        var proto = Sample().Proto.Clone();
        var tensor = new TensorProto { Name = "W", DataType = 1, DataLocation = TensorProto.Types.DataLocation.External };
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../../secret" });
        if (inAttribute)
            proto.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "W", T = tensor });
        else
            proto.Graph.Initializer.Add(tensor);

        Assert.Contains("'W'", Assert.Throws<OnnxException>(() => OnnxModel.Parse(proto.ToByteArray())).Message, StringComparison.Ordinal);
        Assert.Contains("another file ('../../secret')", Assert.Throws<OnnxException>(() => new OnnxSession(proto.ToByteArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        Assert.Throws<OnnxException>(() => OnnxModel.Parse([]));
        Assert.Throws<OnnxException>(() => OnnxModel.Parse("<html>"u8));
        Assert.Throws<OnnxException>(() => Tensor.Parse("<html>"u8));
    }

    private static OnnxModel Sample()
    {
        var graph = new GraphBuilder("sample");
        var city = graph.Input("city", ElementType.Text, -1, 1);
        graph.Output("hot", graph.Reshape(graph.OneHotEncoder(city, ["Bergen", "Oslo"]), -1, 2), -1, 2);
        return graph.Build(new Dictionary<string, string> { ["k"] = "v" });
    }
}
