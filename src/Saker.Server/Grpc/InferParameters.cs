using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Wire;
using Google.Protobuf;
using Saker.Server.Http.OpenInference;

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

    /// <summary>How long a request may wait and run at most, by its parameter <c>timeout</c> in microseconds; null when it says nothing, or 0.</summary>
    /// <exception cref="SakerException">It is no whole number from 0 on.</exception>
    /// <exception cref="WireException">There is an entry that is none.</exception>
    public static TimeSpan? ReadTimeout(ReadOnlySpan<byte> message, IReadOnlyList<WireSlice> entries)
    {
        InferParameter? timeout = null;
        // The last of several entries of one name counts, as in generated readers.
        for (var i = 0; i < entries.Count; i++)
            if (Read(entries[i].Of(message)) is { Key: "timeout" } entry)
                timeout = entry.Value;
        if (timeout is null)
            return null;
        var microseconds = timeout.ParameterChoiceCase switch
        {
            InferParameter.ParameterChoiceOneofCase.Int64Param => timeout.Int64Param,
            InferParameter.ParameterChoiceOneofCase.Uint64Param => (long)Math.Min(timeout.Uint64Param, InferRequest.MaxTimeoutMicroseconds),
            // Some clients send it as a text.
            InferParameter.ParameterChoiceOneofCase.StringParam => long.TryParse(timeout.StringParam, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1,
            _ => -1,
        };
        if (microseconds < 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The parameter 'timeout' is {timeout}; give microseconds as a whole number, 0 for none.", "timeout");
        return microseconds == 0 ? null : TimeSpan.FromMicroseconds(Math.Min(microseconds, InferRequest.MaxTimeoutMicroseconds));
    }

    /// <summary>Whether the answer is to be explained, by the request's parameter <c>explain</c>.</summary>
    /// <exception cref="SakerException">It is neither true nor false.</exception>
    /// <exception cref="WireException">There is an entry that is none.</exception>
    public static bool ReadExplain(ReadOnlySpan<byte> message, IReadOnlyList<WireSlice> entries)
    {
        InferParameter? explain = null;
        for (var i = 0; i < entries.Count; i++)
            if (Read(entries[i].Of(message)) is { Key: "explain" } entry)
                explain = entry.Value;
        return explain switch
        {
            null => false,
            { ParameterChoiceCase: InferParameter.ParameterChoiceOneofCase.BoolParam } => explain.BoolParam,
            _ => throw new SakerException(ErrorKind.InvalidInput, $"The parameter 'explain' is {explain}; give true or false.", "explain"),
        };
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
