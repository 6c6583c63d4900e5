using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>What a server answers with, as it is: for tests of servers.</summary>
/// <param name="HttpStatus">200 in every well-formed gRPC answer, also when the call failed.</param>
/// <param name="Messages">Unpacked, without their prefixes.</param>
public sealed record GrpcRawAnswer(int HttpStatus, GrpcStatus Status, IReadOnlyList<ReadOnlyMemory<byte>> Messages, IReadOnlyDictionary<string, string> Headers)
{
    internal static async Task<GrpcRawAnswer> ReadAsync(HttpResponseMessage response, int maxMessageBytes, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(",", header.Value));
        List<ReadOnlyMemory<byte>> messages = [];
        try
        {
            var answer = await GrpcAnswer.OpenAsync(response, maxMessageBytes, cancellationToken);
            while (await answer.ReadBytesAsync(cancellationToken) is { } message)
                messages.Add(message);
            return new GrpcRawAnswer((int)response.StatusCode, answer.ReadStatus(), messages, headers);
        }
        catch (GrpcException exception)
        {
            return new GrpcRawAnswer((int)response.StatusCode, exception.Status, messages, headers);
        }
    }
}
