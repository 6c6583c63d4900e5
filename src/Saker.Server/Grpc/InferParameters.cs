using System.Text;
using Saker.Data;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Wire;
using Google.Protobuf;

namespace Saker.Server.Grpc;

/// <summary>The <c>parameters</c> of a request, an input or an output. They are rare, so that here clearness goes before speed.</summary>
internal static class InferParameters
{
    private static readonly string[] s_refused = ["shared_memory_region", "shared_memory_offset", "shared_memory_byte_size", "classification"];

    /// <summary>Reads one entry of the map.</summary>
    /// <exception cref="WireException">It is no such entry.</exception>
    public static KeyValuePair<string, InferParameter> Read(ReadOnlySpan<byte> entry)
    {
        var reader = new WireReader(entry);
        var key = "";
        var value = new InferParameter();
        while (reader.TryReadTag())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Length): key = Encoding.UTF8.GetString(reader.ReadBytes()); break;
                case (2, WireType.Length): Merge(value, reader.ReadBytes()); break;
                default: reader.Skip(); break;
            }
        }
        return new KeyValuePair<string, InferParameter>(key, value);
    }

    /// <summary>Refuses parameters of tensors that ask for what this server does not do: leaving them out would give a wrong answer.</summary>
    /// <exception cref="SakerException">There is one.</exception>
    public static void RequireKnown(ReadOnlySpan<byte> entry, string tensor)
    {
        var (key, _) = Read(entry);
        if (s_refused.Contains(key, StringComparer.Ordinal))
            throw new SakerException(ErrorKind.InvalidInput, $"Tensor '{tensor}' has the parameter '{key}', which this server does not support; send and take tensors in the messages themselves.", tensor);
    }

    private static void Merge(InferParameter value, ReadOnlySpan<byte> bytes)
    {
        try
        {
            value.MergeFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new WireException($"A parameter cannot be read: {exception.Message}");
        }
    }
}
