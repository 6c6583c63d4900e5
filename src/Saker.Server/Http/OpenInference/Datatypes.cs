using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Onnx;

namespace Saker.Server.Http.OpenInference;

/// <summary>What can be said of a <see cref="Datatype"/>.</summary>
internal static class Datatypes
{
    private static readonly byte[][] Names = [.. Enum.GetNames<Datatype>().Select(Encoding.UTF8.GetBytes)];

    /// <summary>The datatype that a column is described with.</summary>
    public static Datatype Of(ColumnType type) => type switch
    {
        ColumnType.Boolean => Datatype.BOOL,
        ColumnType.Int32 => Datatype.INT32,
        ColumnType.Int64 => Datatype.INT64,
        ColumnType.Float32 => Datatype.FP32,
        ColumnType.Float64 => Datatype.FP64,
        _ => Datatype.BYTES,
    };

    /// <summary>The datatype of a tensor's elements as they lie in memory.</summary>
    public static Datatype Of(ElementType type) => type switch
    {
        ElementType.Boolean => Datatype.BOOL,
        ElementType.UInt8 => Datatype.UINT8,
        ElementType.UInt16 => Datatype.UINT16,
        ElementType.UInt32 => Datatype.UINT32,
        ElementType.UInt64 => Datatype.UINT64,
        ElementType.Int8 => Datatype.INT8,
        ElementType.Int16 => Datatype.INT16,
        ElementType.Int32 => Datatype.INT32,
        ElementType.Int64 => Datatype.INT64,
        ElementType.Float16 => Datatype.FP16,
        ElementType.BFloat16 => Datatype.BF16,
        ElementType.Float32 => Datatype.FP32,
        ElementType.Float64 => Datatype.FP64,
        _ => Datatype.BYTES,
    };

    /// <summary>The elements that a datatype stands for.</summary>
    public static ElementType ToElement(this Datatype datatype) => datatype switch
    {
        Datatype.BOOL => ElementType.Boolean,
        Datatype.UINT8 => ElementType.UInt8,
        Datatype.UINT16 => ElementType.UInt16,
        Datatype.UINT32 => ElementType.UInt32,
        Datatype.UINT64 => ElementType.UInt64,
        Datatype.INT8 => ElementType.Int8,
        Datatype.INT16 => ElementType.Int16,
        Datatype.INT32 => ElementType.Int32,
        Datatype.INT64 => ElementType.Int64,
        Datatype.FP16 => ElementType.Float16,
        Datatype.BF16 => ElementType.BFloat16,
        Datatype.FP32 => ElementType.Float32,
        Datatype.FP64 => ElementType.Float64,
        _ => ElementType.Text,
    };

    /// <summary>Whether a tensor of the datatype can feed elements: numbers of any width convert, text stays text.</summary>
    public static bool Feeds(this Datatype datatype, ElementType type) => (datatype == Datatype.BYTES) == (type == ElementType.Text);

    /// <summary>The datatype that a JSON text names; names are exact.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Datatype datatype)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (!reader.ValueTextEquals(Names[i]))
                continue;
            datatype = (Datatype)i;
            return true;
        }
        datatype = default;
        return false;
    }
}
