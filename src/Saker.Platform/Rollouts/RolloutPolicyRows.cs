using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>The table of policies. Every method within a read or a write.</summary>
internal static class RolloutPolicyRows
{
    public static async Task<SetRolloutPolicy?> FindAsync(Session session, string endpoint) => (await session.FindAsync<Row>(
        "SELECT endpoint, settings, set_by AS SetBy, set_at AS SetAt FROM rollout_policies WHERE endpoint = @endpoint", new { endpoint }))?.ToPolicy();

    public static Task SetAsync(Session session, SetRolloutPolicy policy) => session.ExecuteAsync(
        """
        INSERT INTO rollout_policies (endpoint, settings, set_by, set_at) VALUES (@Endpoint, @settings, @By, @at)
        ON CONFLICT (endpoint) DO UPDATE SET settings = excluded.settings, set_by = excluded.set_by, set_at = excluded.set_at
        """,
        new { policy.Endpoint, settings = Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(policy.Settings)), policy.By, at = policy.At.ToUnixTimeMilliseconds() });

    public static async Task<bool> RemoveAsync(Session session, string endpoint) => await session.ExecuteAsync("DELETE FROM rollout_policies WHERE endpoint = @endpoint", new { endpoint }) > 0;

    private sealed record Row
    {
        public required string Endpoint { get; init; }

        public required string Settings { get; init; }

        public required string SetBy { get; init; }

        public long SetAt { get; init; }

        public SetRolloutPolicy ToPolicy() => new(Endpoint, RolloutSettingsText.Kept.ReadJson(Encoding.UTF8.GetBytes(Settings)), SetBy, DateTimeOffset.FromUnixTimeMilliseconds(SetAt));
    }
}
