using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>Messages as frames.</summary>
public static class GrpcFrames
{
    /// <summary>A message with its prefix.</summary>
    public static byte[] Pack(IMessage message, bool useGzip)
    {
        if (useGzip)
            return Pack(GrpcFrame.Compress(message.ToByteArray()), isCompressed: true);
        var size = message.CalculateSize();
        var frame = new byte[GrpcFrame.PrefixSize + size];
        GrpcFrame.WritePrefix(frame, isCompressed: false, size);
        message.WriteTo(frame.AsSpan(GrpcFrame.PrefixSize));
        return frame;
    }

    /// <summary>Any bytes with a prefix.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> message, bool isCompressed)
    {
        var frame = new byte[GrpcFrame.PrefixSize + message.Length];
        GrpcFrame.WritePrefix(frame, isCompressed, message.Length);
        message.CopyTo(frame.AsSpan(GrpcFrame.PrefixSize));
        return frame;
    }
}
