using System.Collections;
using System.Diagnostics;

namespace Saker.Server.Http;

/// <summary>What everything logged during a request carries: its id, and the ids of its trace and span where it has one.</summary>
internal sealed class RequestScope(string requestId, Activity? span) : IReadOnlyList<KeyValuePair<string, object>>
{
    public int Count => span is null ? 1 : 3;

    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new KeyValuePair<string, object>("requestId", requestId),
        1 when span is not null => new KeyValuePair<string, object>("traceId", span.TraceId.ToHexString()),
        2 when span is not null => new KeyValuePair<string, object>("spanId", span.SpanId.ToHexString()),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => span is null ? "request " + requestId : $"request {requestId} trace {span.TraceId.ToHexString()}";
}
