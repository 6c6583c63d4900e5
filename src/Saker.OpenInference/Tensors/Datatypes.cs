namespace Saker.OpenInference.Tensors;

/// <summary>The protocol's table of datatypes: names on the wire, sizes, and where elements lie in each form.</summary>
public static class Datatypes
{
    private static readonly string[] s_names = ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "BF16", "FP32", "FP64", "BYTES"];
    private static readonly byte[][] s_utf8Names = [.. s_names.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Every datatype, in the order of the specification.</summary>
    public static IReadOnlyList<Datatype> All { get; } = Enum.GetValues<Datatype>();

    /// <summary>The name on the wire, such as <c>FP32</c>.</summary>
    public static string Name(this Datatype datatype) => s_names[(int)datatype];

    /// <summary>The name on the wire as bytes.</summary>
    public static ReadOnlySpan<byte> Utf8Name(this Datatype datatype) => s_utf8Names[(int)datatype];

    /// <summary>Finds a datatype by its name on the wire; capitals count.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Datatype datatype)
    {
        for (var index = 0; index < s_names.Length; index++)
        {
            if (name.SequenceEqual(s_names[index]))
            {
                datatype = (Datatype)index;
                return true;
            }
        }
        datatype = default;
        return false;
    }

    /// <summary>As with characters, without a string.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Name, out Datatype datatype)
    {
        for (var index = 0; index < s_utf8Names.Length; index++)
        {
            if (utf8Name.SequenceEqual(s_utf8Names[index]))
            {
                datatype = (Datatype)index;
                return true;
            }
        }
        datatype = default;
        return false;
    }

    /// <summary>Bytes of one element in raw form; 0 for <see cref="Datatype.Bytes"/>, whose elements say their length.</summary>
    public static int Size(this Datatype datatype) => datatype switch
    {
        Datatype.Bool or Datatype.UInt8 or Datatype.Int8 => 1,
        Datatype.UInt16 or Datatype.Int16 or Datatype.Fp16 or Datatype.Bf16 => 2,
        Datatype.UInt32 or Datatype.Int32 or Datatype.Fp32 => 4,
        Datatype.UInt64 or Datatype.Int64 or Datatype.Fp64 => 8,
        _ => 0,
    };

    /// <summary>Whether elements travel only in raw form: JSON and typed contents have no place for 16-bit floating point.</summary>
    public static bool IsRawOnly(this Datatype datatype) => datatype is Datatype.Fp16 or Datatype.Bf16;

    /// <summary>Whether elements are numbers with a fraction, for which JSON has no NaN and no infinity.</summary>
    public static bool IsFloatingPoint(this Datatype datatype) => datatype is Datatype.Fp16 or Datatype.Bf16 or Datatype.Fp32 or Datatype.Fp64;

    /// <summary>The field of <c>InferTensorContents</c> that holds the elements; 0 when there is none.</summary>
    public static int ContentsField(this Datatype datatype) => datatype switch
    {
        Datatype.Bool => 1,
        Datatype.Int8 or Datatype.Int16 or Datatype.Int32 => 2,
        Datatype.Int64 => 3,
        Datatype.UInt8 or Datatype.UInt16 or Datatype.UInt32 => 4,
        Datatype.UInt64 => 5,
        Datatype.Fp32 => 6,
        Datatype.Fp64 => 7,
        Datatype.Bytes => 8,
        _ => 0,
    };
}
