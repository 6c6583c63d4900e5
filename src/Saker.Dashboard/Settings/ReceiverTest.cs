using Saker.Platform.Audit;

namespace Saker.Dashboard.Settings;

/// <summary>A test message that was sent to a receiver, as the audit has it.</summary>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Fault">Why it was not delivered; null when it was.</param>
public sealed record ReceiverTest(string Receiver, DateTimeOffset At, string? Fault)
{
    /// <summary>What the audit says of a test that was delivered; of others it says why not.</summary>
    public const string Delivered = "delivered";

    // Among the tests of receivers whose names begin the same.
    private const int MaxLooked = 100;

    /// <summary>How the audit names a receiver.</summary>
    public static string TargetOf(string receiver) => "receiver " + receiver;

    /// <summary>The newest test of a receiver; null where there is none.</summary>
    internal static async Task<ReceiverTest?> FindAsync(IAuditStore audit, string receiver, CancellationToken cancellationToken)
    {
        var tests = await audit.ListAsync(new AuditFilter { Act = AuditActs.AlertTested, Target = TargetOf(receiver) }, before: null, MaxLooked, cancellationToken);
        return tests.FirstOrDefault(one => one.Target == TargetOf(receiver)) is { } test
            ? new ReceiverTest(receiver, test.At, test is { Outcome: AuditOutcome.Done, Detail: Delivered } ? null : test.Detail ?? "the audit does not say why")
            : null;
    }
}
