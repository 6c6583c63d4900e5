using Saker.Onnx;
using Saker.OpenInference.Tensors;

namespace Saker.Server.Grpc;

/// <summary>The protocol's datatypes of the engine's element types.</summary>
internal static class ElementDatatypes
{
    public static Datatype Of(ElementType type) => type switch
    {
        ElementType.Boolean => Datatype.Bool,
        ElementType.UInt8 => Datatype.UInt8,
        ElementType.UInt16 => Datatype.UInt16,
        ElementType.UInt32 => Datatype.UInt32,
        ElementType.UInt64 => Datatype.UInt64,
        ElementType.Int8 => Datatype.Int8,
        ElementType.Int16 => Datatype.Int16,
        ElementType.Int32 => Datatype.Int32,
        ElementType.Int64 => Datatype.Int64,
        ElementType.Float16 => Datatype.Fp16,
        ElementType.BFloat16 => Datatype.Bf16,
        ElementType.Float32 => Datatype.Fp32,
        ElementType.Float64 => Datatype.Fp64,
        _ => Datatype.Bytes,
    };

    /// <summary>The engine's element type of a datatype.</summary>
    public static ElementType ToElement(Datatype datatype) => datatype switch
    {
        Datatype.Bool => ElementType.Boolean,
        Datatype.UInt8 => ElementType.UInt8,
        Datatype.UInt16 => ElementType.UInt16,
        Datatype.UInt32 => ElementType.UInt32,
        Datatype.UInt64 => ElementType.UInt64,
        Datatype.Int8 => ElementType.Int8,
        Datatype.Int16 => ElementType.Int16,
        Datatype.Int32 => ElementType.Int32,
        Datatype.Int64 => ElementType.Int64,
        Datatype.Fp16 => ElementType.Float16,
        Datatype.Bf16 => ElementType.BFloat16,
        Datatype.Fp32 => ElementType.Float32,
        Datatype.Fp64 => ElementType.Float64,
        _ => ElementType.Text,
    };
}
