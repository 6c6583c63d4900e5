using System.Text.Json.Serialization;
using Saker.Platform.Alerts.Delivery;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;

namespace Saker.Platform.Alerts;

/// <summary>How alerts are written into the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(GroupState))]
[JsonSerializable(typeof(AnomalyHistory))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AlertJson : JsonSerializerContext;
