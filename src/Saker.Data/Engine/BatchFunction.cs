using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saker.Data.Engine;

/// <summary>The table function through which a statement takes rows from a <see cref="BatchFeed"/>, in their order and without keeping them. Its argument is the feed's handle.</summary>
internal static unsafe class BatchFunction
{
    private const string Name = "saker_batches";

    /// <summary>What stands after FROM; its columns are <c>c0</c>, <c>c1</c> ...</summary>
    public static string Call(GCHandle feed) => string.Create(CultureInfo.InvariantCulture, $"{Name}({(long)GCHandle.ToIntPtr(feed)})");

    /// <summary>Makes the function known to the database; harmless when it is.</summary>
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
            var schema = Feed(handle).Schema;
            for (var i = 0; i < schema.Count; i++)
            {
                var type = DuckDb.CreateType(TableLoader.TypeOf(schema[i].Type));
                DuckDb.AddResultColumn(bind, string.Create(CultureInfo.InvariantCulture, $"c{i}"), type);
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
            DuckDb.SetChunkSize(chunk, (ulong)Feed(DuckDb.FunctionBindData(function)).Give(chunk));
        }
        catch (Exception exception)
        {
            DuckDb.SetFunctionError(function, exception.Message);
        }
    }

    private static BatchFeed Feed(nint handle) => (BatchFeed)GCHandle.FromIntPtr(handle).Target!;
}
