using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Retraining;

/// <summary>That something a policy waits for has come.</summary>
/// <param name="Cause">What.</param>
/// <param name="Reason">In a sentence.</param>
/// <param name="Evidence">What was measured.</param>
internal sealed record FiredTrigger(RetrainingCause Cause, string Reason, IReadOnlyDictionary<string, object?> Evidence)
{
    /// <summary>The time of the schedule.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    public string EvidenceJson => Encoding.UTF8.GetString(JsonValues.Write(Evidence));
}
