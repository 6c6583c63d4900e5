using System.Text.Json.Nodes;
using Saker.Client;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Settings that need room and care on a page.</summary>
internal static class SampleSettings
{
    public static EndpointSettingsInfo Long { get; } = new()
    {
        Cache = new CacheSettingsInfo { Enabled = true },
        Guard = new GuardSettingsInfo { OutOfRange = "clip", UnseenCategory = "warn" },
        Fallback = new FallbackSettingsInfo
        {
            Rules = new RulesSettingsInfo
            {
                Outputs = new Dictionary<string, string>
                {
                    ["probability"] = "CASE WHEN tenure < 6 AND \"Contract\" = 'Month-to-month' THEN 0.6 WHEN MonthlyCharges > 80 THEN 0.4 ELSE 0.2 END",
                    ["label"] = "'<b>no</b>'",
                },
            },
            Constant = new ConstantSettingsInfo { Outputs = new Dictionary<string, JsonNode> { ["label"] = "No", ["probability"] = 0.2 } },
        },
    };
}
