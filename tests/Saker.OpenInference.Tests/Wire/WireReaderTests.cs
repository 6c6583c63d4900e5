using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Saker.OpenInference.Wire;
using Saker.Testing;

namespace Saker.OpenInference.Tests.Wire;

public sealed class WireReaderTests
{
    [Fact]
    public void Numbers_are_written_and_read_as_protobuf_does() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<byte>(), (number, shift) =>
        {
            var value = number >> (shift % 64);
            var bytes = new byte[10];
            var writer = new WireWriter(bytes);
            writer.WriteVarint(value);
            Assert.Equal(WireSize.Varint(value), writer.Position);
            Assert.Equal(value, new CodedInputStream(bytes, 0, writer.Position).ReadUInt64());
            Assert.Equal(value, new WireReader(bytes.AsSpan(0, writer.Position)).ReadVarint());
        }).Hold();

    [Theory]
    [InlineData(0UL)]
    [InlineData(127UL)]
    [InlineData(128UL)]
    [InlineData(16_383UL)]
    [InlineData(16_384UL)]
    [InlineData(ulong.MaxValue)]
    public void Sizes_at_the_steps_are_right(ulong value) => Assert.Equal(CodedOutputStream.ComputeUInt64Size(value), WireSize.Varint(value));

    [Fact]
    public void Garbage_is_refused_and_never_read_past()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            try
            {
                var reader = new WireReader(bytes);
                while (reader.TryReadTag())
                    reader.Skip();
                Assert.Equal(bytes.Length, reader.Position);
            }
            catch (WireException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void Groups_inside_groups_end_at_a_depth()
    {
        var bytes = Enumerable.Repeat((byte)0x0b, 100_000).ToArray();
        Assert.Throws<WireException>(() =>
        {
            var reader = new WireReader(bytes);
            reader.TryReadTag();
            reader.Skip();
        });
    }
}
