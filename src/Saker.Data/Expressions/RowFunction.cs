using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>The table function through which the engine asks for rows. Its argument is the handle of the statement that asks.</summary>
internal static unsafe class RowFunction
{
    private const string Name = "saker_rows";

    /// <summary>What stands after FROM.</summary>
    public static string Call(GCHandle statement) => string.Create(CultureInfo.InvariantCulture, $"{Name}({(long)GCHandle.ToIntPtr(statement)})");

    public static void Register(SqlConnection connection)
    {
        var function = DuckDb.CreateTableFunction();
        var handle = DuckDb.CreateType(DuckDbType.BigInt);
        try
        {
            DuckDb.SetTableFunctionName(function, Name);
            DuckDb.AddTableFunctionParameter(function, handle);
            DuckDb.SetTableFunctionBind(function, &Bind);
            DuckDb.SetTableFunctionInit(function, &Begin);
            DuckDb.SetTableFunctionBody(function, &Next);
            if (DuckDb.RegisterTableFunction(connection.Handle, function) != 0)
                throw new SakerException(ErrorKind.Internal, "The SQL engine does not take the function that gives it rows.");
        }
        finally
        {
            DuckDb.DestroyType(ref handle);
            DuckDb.DestroyTableFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint bind)
    {
        try
        {
            var parameter = DuckDb.BindParameter(bind, 0);
            var handle = (nint)DuckDb.Int64Of(parameter);
            DuckDb.DestroyValue(ref parameter);
            DuckDb.SetBindData(bind, handle, 0);
            foreach (var column in Statement(handle).Columns)
            {
                var type = DuckDb.CreateType((DuckDbType)column.Type);
                DuckDb.AddResultColumn(bind, column.Name, type);
                DuckDb.DestroyType(ref type);
            }
        }
        catch (Exception exception)
        {
            // None may pass into the engine.
            DuckDb.SetBindError(bind, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Begin(nint init) => DuckDb.SetMaxThreads(init, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Next(nint function, nint chunk)
    {
        try
        {
            DuckDb.SetChunkSize(chunk, (ulong)Statement(DuckDb.FunctionBindData(function)).Give(chunk));
        }
        catch (Exception exception)
        {
            DuckDb.SetFunctionError(function, exception.Message);
        }
    }

    private static ExpressionStatement Statement(nint handle) => (ExpressionStatement)GCHandle.FromIntPtr(handle).Target!;
}
