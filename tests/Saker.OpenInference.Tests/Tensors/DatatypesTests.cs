using System.Buffers;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;

namespace Saker.OpenInference.Tests.Tensors;

public sealed class DatatypesTests
{
    [Fact]
    public void Every_name_is_found_in_both_forms_and_capitals_count()
    {
        foreach (var datatype in Datatypes.All)
        {
            Assert.True(Datatypes.TryParse(datatype.Name(), out var read));
            Assert.Equal(datatype, read);
            Assert.True(Datatypes.TryParse(datatype.Utf8Name(), out read));
            Assert.Equal(datatype, read);
            Assert.False(Datatypes.TryParse(datatype.Name().ToLowerInvariant(), out _));
        }
        Assert.Equal(14, Datatypes.All.Count);
        Assert.False(Datatypes.TryParse("STRING", out _));
    }

    [Fact]
    public void Sizes_and_fields_are_those_of_the_specification()
    {
        Assert.Equal([1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8, 0], Datatypes.All.Select(datatype => datatype.Size()));
        Assert.Equal([1, 4, 4, 4, 5, 2, 2, 2, 3, 0, 0, 6, 7, 8], Datatypes.All.Select(datatype => datatype.ContentsField()));
        var fields = InferTensorContents.Descriptor.Fields.InFieldNumberOrder().Select(field => field.FieldNumber);
        Assert.Equal(fields, Datatypes.All.Select(datatype => datatype.ContentsField()).Where(field => field > 0).Distinct().Order());
    }

    [Fact]
    public void Raw_texts_come_back_and_cut_ones_are_told_apart()
    {
        var writer = new ArrayBufferWriter<byte>();
        RawBytes.Write(writer, "one"u8);
        RawBytes.Write(writer, []);
        var rest = writer.WrittenSpan;
        Assert.Equal(11, rest.Length);
        Assert.True(RawBytes.TryRead(ref rest, out var element));
        Assert.Equal("one"u8, element);
        Assert.True(RawBytes.TryRead(ref rest, out element));
        Assert.True(element.IsEmpty && rest.IsEmpty);
        Assert.False(RawBytes.TryRead(ref rest, out _));
        ReadOnlySpan<byte> cut = [4, 0, 0, 0, 1, 2, 3];
        Assert.False(RawBytes.TryRead(ref cut, out _));
        ReadOnlySpan<byte> huge = [255, 255, 255, 255, 1];
        Assert.False(RawBytes.TryRead(ref huge, out _));
    }
}
