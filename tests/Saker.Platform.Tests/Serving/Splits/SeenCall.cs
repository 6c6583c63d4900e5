using Saker.Data;
using Saker.Platform.Serving;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>What an observer saw of a call.</summary>
internal sealed record SeenCall(int Version, int Arm, ErrorKind? Failure, bool IsRefused, bool IsShielded, bool IsUnavailable, string? Step)
{
    public static SeenCall Of(InferCall call) => new(call.Model.Version.Version, call.Arm, call.Failure, call.IsRefused, call.IsShielded, call.IsUnavailable, call.Source?.Step);
}
