using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>How the wire records are written and read: camelCase, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ExperimentList))]
[JsonSerializable(typeof(ExperimentInfo))]
[JsonSerializable(typeof(CreateExperimentRequest))]
[JsonSerializable(typeof(ChangeExperimentRequest))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunInfo))]
[JsonSerializable(typeof(MetricHistory))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(EndpointInfo))]
[JsonSerializable(typeof(EndpointSettingsInfo))]
[JsonSerializable(typeof(DeployRequest))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(ProblemInfo))]
[JsonSerializable(typeof(HealthInfo))]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(TrainRequest))]
[JsonSerializable(typeof(TrainResponse))]
[JsonSerializable(typeof(ModelVersionInfo))]
[JsonSerializable(typeof(VersionStateInfo))]
[JsonSerializable(typeof(VersionStateList))]
[JsonSerializable(typeof(AliasRequest))]
[JsonSerializable(typeof(MoveRequestInfo))]
[JsonSerializable(typeof(MoveRequestList))]
[JsonSerializable(typeof(MoveDecision))]
[JsonSerializable(typeof(ProtectRequest))]
[JsonSerializable(typeof(AliasHistory))]
[JsonSerializable(typeof(LineageInfo))]
[JsonSerializable(typeof(ModelChanges))]
[JsonSerializable(typeof(NewModelRequest))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyInfo))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanResponse))]
[JsonSerializable(typeof(CollectRequest))]
[JsonSerializable(typeof(CollectionInfo))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(AuditVerificationInfo))]
public sealed partial class SakerJson : JsonSerializerContext;
