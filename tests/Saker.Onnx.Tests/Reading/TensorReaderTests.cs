using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Reading;

public sealed class TensorReaderTests
{
    private static readonly Tensor[] Samples =
    [
        Tensor.Of([1.5f, float.NaN, -0f, float.Epsilon], 2, 2),
        Tensor.Of([1.5, double.NegativeInfinity], 2),
        Tensor.Of([long.MinValue, long.MaxValue], 2),
        Tensor.Of([int.MinValue, int.MaxValue], 2),
        Tensor.Of([short.MinValue, short.MaxValue], 2),
        Tensor.Of([sbyte.MinValue, sbyte.MaxValue], 2),
        Tensor.Of([ulong.MaxValue, 0ul], 2),
        Tensor.Of([uint.MaxValue, 0u], 2),
        Tensor.Of([ushort.MaxValue, (ushort)0], 2),
        Tensor.Of([byte.MaxValue, (byte)0], 2),
        Tensor.Of([true, false], 2),
        Tensor.Of([(Half)1.5, Half.NaN], 2),
        Tensor.OfBFloat16([0x3FC0, 0xFFFF], 2),
        Tensor.Of(["", "大阪", "a\0b"], 3),
        Tensor.Scalar(7L),
        Tensor.Of(Array.Empty<float>(), 0, 3),
    ];

    public static TheoryData<int> SampleNumbers => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void What_is_written_is_read_again(int number) => AssertSame(Samples[number], TensorReader.Read(WireTensors.Write(Samples[number], "t"), "t"));

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void Elements_stored_one_by_one_are_read(int number) => AssertSame(Samples[number], TensorReader.Read(OneByOne(Samples[number]), "t"));

    [Fact]
    public void Numbers_of_four_bits_lie_two_in_a_byte_the_first_below()
    {
        var tensor = Tensor.OfInt4([1, -2, 7, -8, -1], 5);
        var proto = WireTensors.Write(tensor, "t");
        Assert.Equal([0xE1, 0x87, 0x0F], proto.RawData.ToByteArray());
        Assert.Equal(tensor.Span<sbyte>().ToArray(), TensorReader.Read(proto, "t").Span<sbyte>().ToArray());
        proto.ClearRawData();
        proto.Int32Data.AddRange([0xE1, 0x87, 0x0F]);
        Assert.Equal(tensor.Span<sbyte>().ToArray(), TensorReader.Read(proto, "t").Span<sbyte>().ToArray());
        Assert.Contains("-8 to 7; 8 was given", Assert.Throws<OnnxException>(() => Tensor.OfInt4([8], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_but_zero_is_true()
    {
        var proto = new TensorProto { DataType = (int)ElementType.Boolean, RawData = ByteString.CopyFrom(0, 1, 255) };
        proto.Dims.Add(3);

        Assert.Equal([false, true, true], TensorReader.Read(proto, "t").Span<bool>().ToArray());
    }

    [Theory]
    [InlineData("{ \"dims\": [\"2\"], \"dataType\": 1, \"floatData\": [1] }", "t of Float32[2] needs 2 elements and has 1.")]
    [InlineData("{ \"dims\": [\"2\"], \"dataType\": 1, \"rawData\": \"AAAA\" }", "t of Float32[2] needs 8 bytes and has 3.")]
    [InlineData("{ \"dims\": [\"-2\"], \"dataType\": 1 }", "t has the impossible shape [-2].")]
    [InlineData("{ \"dims\": [\"4611686018427387904\", \"4\"], \"dataType\": 1 }", "t has the impossible shape [4611686018427387904, 4].")]
    [InlineData("{ \"dims\": [\"9223372036854775807\"], \"dataType\": 1, \"rawData\": \"AAAA\" }", "t of Float32[9223372036854775807] needs 36893488147419103228 bytes and has 3.")]
    [InlineData("{ \"dims\": [\"1\"], \"dataType\": 21 }", "t has element type 21, which is not supported.")]
    [InlineData("{ \"dims\": [\"3\"], \"dataType\": 22, \"rawData\": \"AAAA\" }", "t of Int4[3] needs 2 bytes and has 3.")]
    [InlineData("{ \"dims\": [\"1\"], \"dataType\": 3, \"int32Data\": [128] }", "t has an element that Int8 cannot hold.")]
    [InlineData("{ \"dims\": [\"1\"], \"dataType\": 12, \"uint64Data\": [\"4294967296\"] }", "t has an element that UInt32 cannot hold.")]
    [InlineData("{ \"dims\": [\"1\"], \"dataType\": 1, \"dataLocation\": \"EXTERNAL\", \"externalData\": [{ \"key\": \"location\", \"value\": \"../w.bin\" }] }", "t keeps its data in another file ('../w.bin'), which is not supported: save the model with its data inside.")]
    [InlineData("{ \"dims\": [\"1\"], \"dataType\": 1, \"segment\": { \"begin\": \"0\" } }", "t is stored in segments, which is not supported.")]
    public void A_tensor_that_does_not_hold_together_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<OnnxException>(() => TensorReader.Read(JsonParser.Default.Parse<TensorProto>(json), "t")).Message);

    private static TensorProto OneByOne(Tensor tensor)
    {
        var proto = new TensorProto { DataType = (int)tensor.Type };
        proto.Dims.AddRange(tensor.Shape);
        switch (tensor.Data)
        {
            case float[] data: proto.FloatData.AddRange(data); break;
            case double[] data: proto.DoubleData.AddRange(data); break;
            case long[] data when tensor.Type == ElementType.Int64: proto.Int64Data.AddRange(data); break;
            case ulong[] data: proto.Uint64Data.AddRange(data); break;
            case string[] data: proto.StringData.AddRange(data.Select(ByteString.CopyFromUtf8)); break;
            case Half[] data: proto.Int32Data.AddRange(data.Select(value => (int)BitConverter.HalfToUInt16Bits(value))); break;
            default: Integers(tensor, proto); break;
        }
        return proto;
    }

    private static void Integers(Tensor tensor, TensorProto proto)
    {
        foreach (var value in tensor.Data)
            if (tensor.Type == ElementType.UInt32)
                proto.Uint64Data.Add(Convert.ToUInt64(value, null));
            else
                proto.Int32Data.Add(Convert.ToInt32(value, null));
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Shape, actual.Shape);
        if (expected.Type == ElementType.Text)
            Assert.Equal(expected.Span<string>().ToArray(), actual.Span<string>().ToArray());
        else
            Assert.Equal(expected.Bytes().ToArray(), actual.Bytes().ToArray());
    }
}
