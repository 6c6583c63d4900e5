using System.Diagnostics;
using OpenTelemetry;
using Saker.Platform.Telemetry;

namespace Saker.Server.Telemetry;

/// <summary>Gives every span of a request its id: from the span above it.</summary>
internal sealed class RequestIdSpans : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Parent?.GetTagItem(SakerTrace.RequestId) is { } id && data.GetTagItem(SakerTrace.RequestId) is null)
            data.SetTag(SakerTrace.RequestId, id);
    }
}
