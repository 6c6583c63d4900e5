using Saker.Platform.Experiments;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>MLflow's choice between what is there and what was deleted.</summary>
internal static class ViewTypes
{
    /// <summary>The state that is wanted, null for both; what is there unless the field says otherwise.</summary>
    public static Lifecycle? Read(MlflowFields fields, string name) => fields.Text(name) switch
    {
        null or "" or "ACTIVE_ONLY" or "1" => Lifecycle.Active,
        "DELETED_ONLY" or "2" => Lifecycle.Deleted,
        "ALL" or "3" => null,
        { } text => throw fields.Invalid(name, MlflowFields.Quote(text), "it must be ACTIVE_ONLY, DELETED_ONLY or ALL"),
    };
}
