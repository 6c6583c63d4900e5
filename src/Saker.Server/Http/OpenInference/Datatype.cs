using System.Text.Json.Serialization;

namespace Saker.Server.Http.OpenInference;

/// <summary>The element types of Open Inference tensors; the names are those on the wire. FP16 and BF16 travel only as raw bytes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Datatype>))]
internal enum Datatype
{
    BOOL,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    INT8,
    INT16,
    INT32,
    INT64,
    FP16,
    BF16,
    FP32,
    FP64,
    BYTES,
}
