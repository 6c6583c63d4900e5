namespace Saker.Platform.Jobs;

/// <summary>What the leases of jobs are called.</summary>
internal static class JobLease
{
    public const string Prefix = "job:";

    public static string Of(string job) => Prefix + job;
}
