namespace Saker.OpenInference.Tensors;

/// <summary>The element types of tensors. What is to be known of each is in <see cref="Datatypes"/>.</summary>
public enum Datatype
{
    Bool,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int8,
    Int16,
    Int32,
    Int64,

    /// <summary>IEEE 754 half precision. Only raw: no JSON and no typed gRPC form.</summary>
    Fp16,

    /// <summary>The upper half of a single-precision number. Only raw: no JSON and no typed gRPC form.</summary>
    Bf16,

    Fp32,
    Fp64,

    /// <summary>Strings of bytes, each of its own length.</summary>
    Bytes,
}
