using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Upgrading;

/// <summary>Whatever is done to a model of an earlier operator set, it is upgraded or refused by name; nothing else happens.</summary>
public sealed class HostileModelTests
{
    private const int Cases = 12_000;
    private const long MaxGrowth = 64L << 20;

    [Fact]
    public void Hostile_models_are_upgraded_or_refused()
    {
        var whole = Whole().Select(model => model.ToBytes()).ToArray();
        int upgraded = 0, refused = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var seed = 0; seed < Cases; seed++)
        {
            var bytes = whole[seed % whole.Length];
            if (Try(seed % 3 == 0 ? Bytes(bytes, seed) : Structure(bytes, seed)))
                upgraded++;
            else
                refused++;
        }
        Assert.True(upgraded > Cases / 20 && refused > Cases / 20, $"{upgraded} upgraded, {refused} refused");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxGrowth);
    }

    [Fact]
    public void Constants_of_impossible_sizes_are_refused_before_anything_is_laid_out()
    {
        var model = OldModel.Of(9, "Relu", [Tensor.Vector(1f)]);
        model.Proto.Graph.Initializer.Add(new TensorProto { Name = "huge", DataType = 1, Dims = { long.MaxValue, 2 } });
        Assert.Contains("'huge' has the impossible shape", Assert.Throws<OnnxException>(() => OpsetUpgrader.Upgrade(model)).Message);
    }

    private static bool Try(byte[] bytes)
    {
        try
        {
            var upgraded = OpsetUpgrader.Upgrade(OnnxModel.Parse(bytes));
            OnnxModel.Parse(upgraded.ToBytes());
            new ModelEditor(upgraded).Build();
            return true;
        }
        catch (OnnxException exception)
        {
            Assert.NotEqual("", exception.Message);
            return false;
        }
    }

    private static byte[] Bytes(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var broken = (byte[])bytes.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
        return random.Next(8) == 0 ? broken[..random.Next(broken.Length)] : broken;
    }

    // Sound as a message, and not as a model: nodes without what they need, attributes of other kinds, numbers at their bounds, other operator sets.
    private static byte[] Structure(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var proto = ModelProto.Parser.ParseFrom(bytes);
        var node = proto.Graph.Node[random.Next(proto.Graph.Node.Count)];
        for (var i = random.Next(1, 3); i > 0; i--)
            switch (random.Next(9))
            {
                case 0 when node.Input.Count > 0:
                    node.Input.RemoveAt(random.Next(node.Input.Count));
                    break;
                case 1:
                    node.Output.Clear();
                    break;
                case 2 when node.Attribute.Count > 0:
                    node.Attribute.RemoveAt(random.Next(node.Attribute.Count));
                    break;
                case 3 when node.Attribute.Count > 0:
                    node.Attribute[0].ClearI();
                    node.Attribute[0].Type = (AttributeProto.Types.AttributeType)random.Next(15);
                    break;
                case 4 when node.Attribute.Count > 0:
                    node.Attribute[0].I = random.Next(2) == 0 ? long.MinValue : long.MaxValue;
                    node.Attribute[0].Ints.Add(node.Attribute[0].I);
                    break;
                case 5:
                    proto.OpsetImport[0].Version = random.Next(-1, 30);
                    break;
                case 6:
                    node.OpType = proto.Graph.Node[random.Next(proto.Graph.Node.Count)].OpType;
                    break;
                case 7 when node.Input.Count > 0:
                    node.Input[0] = random.Next(2) == 0 ? "" : node.Output.FirstOrDefault() ?? "itself";
                    break;
                case 8 when proto.Graph.Input.Count > 0:
                    proto.Graph.Input[0].Type = random.Next(2) == 0 ? null : new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = random.Next(-1, 40) } };
                    break;
            }
        return Google.Protobuf.MessageExtensions.ToByteArray(proto);
    }

    private static IEnumerable<OnnxModel> Whole()
    {
        var matrix = Tensor.Of(new float[6], 2, 3);
        long[] ones = [1, 1];
        yield return OldModel.Of(9, "Slice", [matrix], NodeAttribute.Of("starts", ones), NodeAttribute.Of("ends", ones), NodeAttribute.Of("axes", ones));
        yield return OldModel.Of(6, "Clip", [matrix], NodeAttribute.Of("min", 0f), NodeAttribute.Of("max", 1f));
        yield return OldModel.Of(6, "Add", [matrix, matrix], NodeAttribute.Of("axis", 0), NodeAttribute.Of("broadcast", 1));
        yield return OldModel.Of(6, "PRelu", [matrix, matrix]);
        yield return OldModel.Of(9, "TopK", [matrix], NodeAttribute.Of("k", 1));
        yield return OldModel.Of(10, "Pad", [matrix], NodeAttribute.Of("pads", [1, 1, 1, 1]), NodeAttribute.Of("value", 1f));
        yield return OldModel.Of(12, "Softmax", [matrix], NodeAttribute.Of("axis", 0));
        yield return OldModel.Of(7, "Upsample", [matrix], NodeAttribute.Of("scales", [1f, 2f]));
        yield return OldModel.Of(10, "Resize", [matrix, Tensor.Vector(1f, 2f)]);
        yield return OldModel.Of(18, "GroupNormalization", [matrix, Tensor.Vector(1f), Tensor.Vector(1f)], NodeAttribute.Of("num_groups", 1));
        yield return OldModel.Of(11, "ReduceSum", [matrix], NodeAttribute.Of("axes", ones));
        yield return OldModel.Of(17, "DFT", [matrix], NodeAttribute.Of("axis", 1));
        yield return OldModel.Of(13, "Split", [matrix]);
        yield return OldModel.Of(8, "BatchNormalization", [matrix, matrix, matrix, matrix, matrix]);
    }
}
