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
}
